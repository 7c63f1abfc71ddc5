using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>Configuration section <c>Reestimation</c>: when everything that is believed of annotators is estimated anew from all labels.</summary>
public sealed record ReestimationOptions
{
    public const string Section = "Reestimation";

    /// <summary>Hour of the day in Asia/Shanghai from which it may run, when few people work; 0 to 23.</summary>
    [Range(0, 23)]
    public int FromHour { get; set; } = 2;

    /// <summary>For so many hours from then on.</summary>
    [Range(1, 24)]
    public int WithinHours { get; set; } = 4;

    /// <summary>Not before so many hours after the last time.</summary>
    [Range(1, 24 * 30)]
    public double LeastHoursBetween { get; set; } = 20;

    /// <summary>Passes over all labels. Four come within 1.5 % of ten.</summary>
    [Range(1, 20)]
    public int Passes { get; set; } = 4;

    /// <summary>How long a node holds a scheme before another may take it over; renewed with every page of faces.</summary>
    [Range(10, 3600)]
    public double LeaseSeconds { get; set; } = 120;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    public TimeSpan LeastBetween => TimeSpan.FromHours(LeastHoursBetween);
}
