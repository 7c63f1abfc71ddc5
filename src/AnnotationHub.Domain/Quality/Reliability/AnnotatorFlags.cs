using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>What about an annotator's record a person should look at.</summary>
public enum AnnotatorFlagKind
{
    /// <summary>The labels hardly follow the faces: the same shape goes everywhere, or any shape anywhere.</summary>
    DoesNotFollowTheFace,

    /// <summary>The expected error is several times the median annotator's.</summary>
    FarTooInexact,

    /// <summary>Too many landmarks are gross errors.</summary>
    ManyGrossErrors,

    /// <summary>One kind of landmark is always placed off to one side.</summary>
    Biased,

    /// <summary>The noise is much above the median annotator's.</summary>
    Noisy,
}

/// <summary>What the flag suggests to the person who looks; never done by rule.</summary>
public enum FlagSeverity
{
    /// <summary>To keep an eye on.</summary>
    Warn,

    /// <summary>Show the annotator how.</summary>
    Coach,

    /// <summary>Hand out nothing more until a person has looked.</summary>
    Stop,
}

/// <summary>Where the flags are raised (quality design 4.6); a project may set its own. Simulated annotators are cleaner than real ones.</summary>
/// <param name="LeastFaces">No flag before so many faces.</param>
/// <param name="LeastSlope">Below this slope the face is not followed.</param>
/// <param name="ErrorOverMedian">Expected error against the median annotator's.</param>
/// <param name="GrossShare">Share of gross errors.</param>
/// <param name="BiasPercent">Length of a kind's bias.</param>
/// <param name="SigmaOverMedian">Noise against the median annotator's.</param>
public sealed record FlagLimits(
    int LeastFaces = 5, double LeastSlope = 0.70, double ErrorOverMedian = 3, double GrossShare = 0.06, double BiasPercent = 3, double SigmaOverMedian = 1.8)
{
    public static FlagLimits Default { get; } = new();
}

/// <param name="Landmarks">The kind of landmark concerned, where it is one.</param>
/// <param name="Value">What was measured, in the unit of <paramref name="Limit"/>.</param>
public readonly record struct AnnotatorFlag(AnnotatorFlagKind Kind, FlagSeverity Severity, LandmarkKind? Landmarks, double Value, double Limit);

/// <summary>The reliability rule of quality design 4.6, as flags for people.</summary>
public static class AnnotatorFlags
{
    /// <summary>Most severe first; none where the record gives no cause or is too short.</summary>
    /// <param name="medianErrorPercent">Expected error of the median annotator; by default of one who is known to be average.</param>
    public static ImmutableArray<AnnotatorFlag> Of(SkillReport report, PopulationModel population, double? medianErrorPercent = null, FlagLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(population);
        limits ??= FlagLimits.Default;
        if (report.Faces < limits.LeastFaces) return [];
        var median = medianErrorPercent ?? SkillReport.ExpectedError(AnnotatorParameters.From(new AnnotatorSkill(), population), population);
        return [.. Raised(report, population.Sigma, median, limits).OrderByDescending(f => f.Severity)];
    }

    private static IEnumerable<AnnotatorFlag> Raised(SkillReport report, double medianSigma, double medianError, FlagLimits limits)
    {
        if (report.Slope < limits.LeastSlope)
            yield return new AnnotatorFlag(AnnotatorFlagKind.DoesNotFollowTheFace, FlagSeverity.Stop, null, report.Slope, limits.LeastSlope);
        if (report.ExpectedErrorPercent > limits.ErrorOverMedian * medianError)
            yield return new AnnotatorFlag(AnnotatorFlagKind.FarTooInexact, FlagSeverity.Stop, null, report.ExpectedErrorPercent, limits.ErrorOverMedian * medianError);
        if (report.GrossShare.Estimate > limits.GrossShare)
            yield return new AnnotatorFlag(AnnotatorFlagKind.ManyGrossErrors, FlagSeverity.Coach, null, report.GrossShare.Estimate, limits.GrossShare);
        foreach (var kind in report.Kinds.Where(k => k.BiasPercent > limits.BiasPercent))
            yield return new AnnotatorFlag(AnnotatorFlagKind.Biased, FlagSeverity.Warn, kind.Kind, kind.BiasPercent, limits.BiasPercent);
        if (report.Sigma.Estimate > limits.SigmaOverMedian * medianSigma)
            yield return new AnnotatorFlag(AnnotatorFlagKind.Noisy, FlagSeverity.Warn, null, report.Sigma.Estimate, limits.SigmaOverMedian * medianSigma);
    }
}
