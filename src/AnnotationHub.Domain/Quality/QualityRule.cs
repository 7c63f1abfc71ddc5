using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>How many annotations a project wants of a face, and how exact the result has to be.</summary>
/// <param name="TargetPercent">Largest predicted error of the consensus, in per cent of the normalising distance.</param>
public sealed record QualityRule(int Minimum, int Maximum, double TargetPercent)
{
    /// <summary>A hand on a mouse places within this many pixels at best, however small the face.</summary>
    private const double PointingPx = 0.6;

    /// <summary>Largest predicted mean error of all landmarks of a kind, where the project gives one; per cent.</summary>
    public ImmutableSortedDictionary<LandmarkKind, double> Caps { get; init; } = NoCaps;

    public static ImmutableSortedDictionary<LandmarkKind, double> NoCaps { get; } = ImmutableSortedDictionary<LandmarkKind, double>.Empty;

    /// <summary>The target, as far as a face of this size can meet it.</summary>
    public double TargetOn(double distancePx) => NoFinerThanAPixel(TargetPercent, distancePx);

    /// <summary>Whether the consensus is as exact as the project wants, as a whole and in each kind that has a cap.</summary>
    public bool IsMet(LandmarkScheme scheme, FaceConsensus consensus)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(consensus);
        if (consensus.PredictedPercent > TargetOn(consensus.DistancePx)) return false;
        if (Caps.IsEmpty) return true;
        var errors = new LandmarkErrors(scheme, consensus);
        return Caps.All(cap =>
        {
            var ofKind = errors.Positioned.Where(l => scheme.Kinds[l] == cap.Key).ToList();
            return ofKind.Count == 0 || ofKind.Average(errors.Now) <= NoFinerThanAPixel(cap.Value, consensus.DistancePx);
        });
    }

    internal static double NoFinerThanAPixel(double percent, double distancePx) => Math.Max(percent, 100 * PointingPx / distancePx);
}
