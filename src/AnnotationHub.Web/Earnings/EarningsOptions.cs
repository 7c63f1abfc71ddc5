using System.ComponentModel.DataAnnotations;
using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings;

/// <summary>Configuration section <c>Earnings</c>.</summary>
public sealed record EarningsOptions
{
    public const string Section = "Earnings";

    /// <summary>
    /// The least that an hour of accepted work should come to, in the currency's unit. The default is Shanxi's hourly minimum of
    /// the first category, in force since 2023-01-01; an operator checks it against the county's category (see docs/earnings.md).
    /// </summary>
    [Range(0, 10_000)]
    public decimal HourlyFloor { get; init; } = 21.3m;

    /// <summary>The share of a face's price that honest work keeps when it is rejected; frozen on the assignment when it is claimed.</summary>
    [Range(0, 1)]
    public decimal BaseShare { get; init; } = 0.4m;

    /// <summary>ISO 4217 code of what wages are paid in.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; init; } = "CNY";

    /// <summary>Who pays the wages, as it stands in the wage record; empty until an operator says so.</summary>
    [StringLength(200)]
    public string Employer { get; init; } = "";

    /// <summary>JSON file of the banks' templates, relative to the program's folder; the shipped ones where it is empty.</summary>
    public string BankTemplatesFile { get; init; } = "";

    /// <summary>Names of the bonus rules in force, for example <c>careful-month/1</c>; none by default.</summary>
    public IReadOnlyList<string> Bonuses { get; init; } = [];

    /// <summary>Whether days below the floor are topped up.</summary>
    public bool TopUp { get; init; } = true;

    /// <summary>What the assignment keeps: the share in 1/10 000.</summary>
    public int BaseShareE4 => (int)decimal.Round(BaseShare * Domain.Earnings.BaseShare.Whole);

    public Money HourlyFloorMoney => new((long)decimal.Round(HourlyFloor * 10_000), Currency);
}
