using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// Which landmarks of a face are disputed: the fewest for which one more label is expected to bring the face to its target. Labels that
/// lie apart make their landmark's predicted error large, so that contradictions come first.
/// </summary>
public static class Disputes
{
    /// <summary>An expectation is not a promise: aim a little below what is wanted.</summary>
    private const double Aim = 0.9;

    /// <summary>With more than this share of the landmarks in dispute, a fresh look at the whole face is worth its price.</summary>
    private const double WholeFaceShare = 1.0 / 3;

    /// <summary>To open a photograph is work too: at least this share is asked for, and paid, those next in need added.</summary>
    private const double LeastShare = 0.1;

    /// <summary>
    /// Ascending; empty where the whole face is to be asked for. By the rule: landmarks are taken, the largest expected gain first,
    /// until the mean of what is predicted after one more label meets <see cref="Aim"/> times the target, and then those of each kind
    /// that has a cap of its own until that meets <see cref="Aim"/> times its cap.
    /// </summary>
    public static ImmutableArray<int> Of(LandmarkScheme scheme, FaceConsensus consensus, QualityRule rule)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(consensus);
        ArgumentNullException.ThrowIfNull(rule);
        var errors = new LandmarkErrors(scheme, consensus);
        var byGain = errors.Positioned.OrderByDescending(errors.Gain).ThenBy(l => l).ToList();
        var disputed = new HashSet<int>();
        Take(byGain, errors, disputed, Aim * rule.TargetOn(consensus.DistancePx));
        foreach (var (kind, cap) in rule.Caps)
            Take([.. byGain.Where(l => scheme.Kinds[l] == kind)], errors, disputed, Aim * QualityRule.NoFinerThanAPixel(cap, consensus.DistancePx));
        if (disputed.Count == 0 || disputed.Count > WholeFaceShare * scheme.Count) return [];
        var least = (int)Math.Ceiling(LeastShare * scheme.Count);
        foreach (var l in byGain.Where(l => !disputed.Contains(l)).Take(Math.Max(0, least - disputed.Count)).ToList()) disputed.Add(l);
        return [.. disputed.Order()];
    }

    private static void Take(List<int> byGain, LandmarkErrors errors, HashSet<int> disputed, double goal)
    {
        var sum = byGain.Sum(l => errors.Now(l) - (disputed.Contains(l) ? errors.Gain(l) : 0));
        foreach (var l in byGain)
        {
            if (sum <= goal * byGain.Count) return;
            if (disputed.Add(l)) sum -= errors.Gain(l);
        }
    }
}
