using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

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

/// <summary>
/// The verdict on a face: <see cref="Consensus"/> from the first annotation on; <see cref="Labels"/> from the minimum on;
/// <see cref="Disputed"/> where one more annotation is asked for these landmarks alone, empty where it is asked for the whole face.
/// </summary>
public sealed record Verdict(VerdictKind Kind, FaceConsensus? Consensus, ImmutableArray<LabelVerdict> Labels, ImmutableArray<int> Disputed)
{
    /// <summary>A whole annotation this far from the consensus is no honest difference: honest work has its 99th percentile at 13 %.</summary>
    private const double HardPercent = 13;

    /// <summary>Fewer of its landmarks than this agree with the others': something was mistaken for something else.</summary>
    private const double LeastInlierShare = 0.7;

    /// <summary>The same of a label of disputed landmarks alone, where people disagree by nature.</summary>
    private const double LeastPartialInlierShare = 0.3;

    /// <summary>
    /// With the minimum of annotations a face is accepted as soon as the predicted error meets the target, that of each kind of
    /// landmark its cap, and at least two of them (one, where the project wants only one) agree with the consensus; otherwise one more
    /// is asked for, up to the maximum: of the disputed landmarks alone where there is agreement on the face.
    /// </summary>
    public static Verdict On(LandmarkScheme scheme, FaceConsensus? consensus, QualityRule rule)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(rule);
        var count = consensus?.Labels.Length ?? 0;
        if (consensus is null || count < rule.Minimum) return new Verdict(VerdictKind.Wait, consensus, [], []);
        var labels = consensus.Labels.Select(l => On(scheme, l, consensus.DistancePx)).ToImmutableArray();
        var areAgreed = labels.Count(l => l == LabelVerdict.Accepted) >= Math.Min(2, rule.Minimum);
        if (areAgreed && rule.IsMet(scheme, consensus)) return new Verdict(VerdictKind.Accept, consensus, labels, []);
        if (count >= rule.Maximum) return new Verdict(VerdictKind.Adjudicate, consensus, labels, []);
        return new Verdict(VerdictKind.AskOneMore, consensus, labels, areAgreed ? Disputes.Of(scheme, consensus, rule) : []);
    }

    /// <summary>One annotation against the consensus that it is part of.</summary>
    public static LabelVerdict On(LandmarkScheme scheme, LabelFit label, double distancePx)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(label);
        var isPartial = label.Evidence.Points < scheme.Count / 2.0;
        var tooFar = label.MeanPercent > QualityRule.NoFinerThanAPixel(HardPercent, distancePx / 4);
        return tooFar || label.InlierShare < (isPartial ? LeastPartialInlierShare : LeastInlierShare) || label.SwappedGroups.Length > 0
            ? LabelVerdict.Returned
            : LabelVerdict.Accepted;
    }
}
