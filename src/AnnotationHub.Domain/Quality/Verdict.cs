using System.Collections.Immutable;

namespace AnnotationHub.Domain.Quality;

/// <summary>What happens to a face that has some annotations.</summary>
public enum VerdictKind
{
    /// <summary>It still waits for its minimum of annotations.</summary>
    Wait,

    /// <summary>Its consensus is good enough.</summary>
    Accept,

    /// <summary>One more annotation is worth its price.</summary>
    AskOneMore,

    /// <summary>It has had its maximum: a supervisor decides.</summary>
    Adjudicate,
}

/// <summary>What happens to one annotation of a face that is accepted.</summary>
public enum LabelVerdict
{
    Accepted,

    /// <summary>It lies too far from what the others agree on, or has left and right exchanged: back to its annotator for repair.</summary>
    Returned,
}

/// <summary>How many annotations a project wants of a face, and how exact the result has to be.</summary>
/// <param name="TargetPercent">Largest predicted error of the consensus, in per cent of the normalising distance.</param>
public sealed record QualityRule(int Minimum, int Maximum, double TargetPercent);

/// <summary>The verdict on a face: <see cref="Consensus"/> from the first annotation on; <see cref="Labels"/> where it is accepted.</summary>
public sealed record Verdict(VerdictKind Kind, FaceConsensus? Consensus, ImmutableArray<LabelVerdict> Labels)
{
    /// <summary>A whole annotation this far from the consensus is no honest difference: honest work has its 99th percentile at 13 %.</summary>
    private const double HardPercent = 13;

    /// <summary>Fewer of its landmarks than this agree with the others': something was mistaken for something else.</summary>
    private const double LeastInlierShare = 0.7;

    /// <summary>A hand on a mouse places within this many pixels at best, however small the face.</summary>
    private const double PointingPx = 0.6;

    /// <summary>
    /// With the minimum of annotations a face is accepted as soon as the predicted error meets the target and at least two of
    /// them (one, where the project wants only one) agree with the consensus; otherwise one more is asked for, up to the maximum.
    /// </summary>
    public static Verdict On(FaceConsensus? consensus, QualityRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var count = consensus?.Labels.Length ?? 0;
        if (consensus is null || count < rule.Minimum) return new Verdict(VerdictKind.Wait, consensus, []);
        var labels = consensus.Labels.Select(l => On(l, consensus.DistancePx)).ToImmutableArray();
        var agreeing = labels.Count(l => l == LabelVerdict.Accepted);
        var isExact = consensus.PredictedPercent <= Math.Max(rule.TargetPercent, PixelFloorPercent(consensus.DistancePx));
        if (isExact && agreeing >= Math.Min(2, rule.Minimum)) return new Verdict(VerdictKind.Accept, consensus, labels);
        return new Verdict(count < rule.Maximum ? VerdictKind.AskOneMore : VerdictKind.Adjudicate, consensus, labels);
    }

    /// <summary>One annotation against the consensus that it is part of.</summary>
    public static LabelVerdict On(LabelFit label, double distancePx)
    {
        ArgumentNullException.ThrowIfNull(label);
        var tooFar = label.MeanPercent > Math.Max(HardPercent, 4 * PixelFloorPercent(distancePx));
        return tooFar || label.InlierShare < LeastInlierShare || label.SwappedGroups.Length > 0 ? LabelVerdict.Returned : LabelVerdict.Accepted;
    }

    private static double PixelFloorPercent(double distancePx) => 100 * PointingPx / distancePx;
}
