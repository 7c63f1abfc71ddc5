using System.ComponentModel.DataAnnotations;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>Configuration section <c>Flags</c>: what is shown to a person. Nothing else follows from any of these.</summary>
public sealed record FlagOptions
{
    public const string Section = "Flags";

    /// <summary>Further labels before a flag that a person has decided on is raised anew.</summary>
    [Range(0, 100_000)]
    public int QuietLabels { get; set; } = 20;

    /// <summary>No flag about an annotator's record before so many labels.</summary>
    [Range(1, 1_000)]
    public int LeastLabels { get; set; } = 5;

    /// <summary>Below this slope the labels do not follow the faces: 1 follows them, 0 is the mean face everywhere.</summary>
    [Range(0, 1)]
    public double LeastSlope { get; set; } = 0.70;

    /// <summary>Expected error, as a multiple of the median annotator's.</summary>
    [Range(1, 100)]
    public double ErrorOverMedian { get; set; } = 3;

    /// <summary>Share of landmarks that are gross errors, 0 to 1.</summary>
    [Range(0, 1)]
    public double GrossShare { get; set; } = 0.06;

    /// <summary>Length of a kind's bias, in per cent of the normalising distance.</summary>
    [Range(0, 100)]
    public double BiasPercent { get; set; } = 3;

    /// <summary>Noise, as a multiple of the median annotator's.</summary>
    [Range(1, 100)]
    public double SigmaOverMedian { get; set; } = 1.8;

    /// <summary>Labels that left nearly everything where it was suggested, of the latest ones.</summary>
    [Range(1, 1_000)]
    public int UntouchedLabels { get; set; } = 5;

    /// <summary>The same as a share of the labels that began with suggestions, 0 to 1.</summary>
    [Range(0, 1)]
    public double UntouchedShare { get; set; } = 0.5;

    /// <summary>Labels faster than a hand, of the latest ones.</summary>
    [Range(1, 1_000)]
    public int FastLabels { get; set; } = 3;

    /// <summary>The same as a share of all labels, 0 to 1.</summary>
    [Range(0, 1)]
    public double FastShare { get; set; } = 0.2;

    public FlagLimits Limits => new(LeastLabels, LeastSlope, ErrorOverMedian, GrossShare, BiasPercent, SigmaOverMedian);
}
