using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Programme;

/// <summary>Configuration section <c>Programme</c>: the report on where the work and the income went.</summary>
public sealed record ProgrammeOptions
{
    public const string Section = "Programme";

    /// <summary>JSON file of the county and its townships, relative to the program's folder; the shipped one (临县) where it is empty.</summary>
    public string PlacesFile { get; init; } = "";

    /// <summary>What the programme wants an active person to earn in a month, in the currency of the wages.</summary>
    [Range(0, 1_000_000)]
    public decimal MonthlyIncomeTarget { get; init; } = 1_500m;

    /// <summary>Hours and earnings of fewer people are not shown, nor can they be worked out.</summary>
    [Range(2, 1_000)]
    public int SmallestGroup { get; init; } = 5;

    /// <summary>How many months back the report goes, this one included.</summary>
    [Range(1, 36)]
    public int Months { get; init; } = 6;
}
