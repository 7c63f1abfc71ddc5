using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>How far one landmark lies from where it belongs, in per cent of the normalising distance.</summary>
/// <param name="WithinTolerance">Whether that is within the scheme's tolerance, along and across the curve.</param>
public readonly record struct LandmarkDistance(int Landmark, double Percent, bool WithinTolerance);

/// <summary>
/// An annotation beside the truth (a known face, or a settled consensus): <see cref="MeanPercent"/> over the landmarks that have a
/// position in both, and each of those, worst first.
/// </summary>
public sealed record TruthComparison(double MeanPercent, ImmutableArray<LandmarkDistance> WorstFirst)
{
    /// <summary>Honest annotations of a known face have their 95th percentile near 10 %.</summary>
    private const double PassPercent = 10;

    private const double PassShare = 0.8;

    /// <summary>A click is no finer than this, however small the face.</summary>
    private const double PointingPx = 1.5;

    /// <summary>Whether this is careful work: near enough in the mean, and four in five landmarks within their tolerance.</summary>
    public bool Passes => MeanPercent <= PassPercent && WorstFirst.Count(d => d.WithinTolerance) >= PassShare * WorstFirst.Length;

    /// <param name="annotation">One entry for each landmark of the scheme; taken as it is, exchanged sides included.</param>
    /// <param name="truth">The same.</param>
    /// <param name="box">For faces too sparse to measure.</param>
    public static TruthComparison Of(LandmarkScheme scheme, IReadOnlyList<PlacedLandmark> annotation, IReadOnlyList<PlacedLandmark> truth, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var distancePx = FaceNormalizer.Distance(scheme, l => truth[l].HasPosition ? truth[l].Point : null, box);
        ImagePoint[] points = [.. truth.Select(t => t.Point)];
        var tangents = CurveFrames.Tangents(scheme, points, new ImagePoint(1, 0));
        var floorPercent = 100 * PointingPx / distancePx;
        var distances = Enumerable.Range(0, scheme.Count)
            .Where(l => annotation[l].HasPosition && truth[l].HasPosition)
            .Select(l => Distance(scheme.Landmarks[l], (annotation[l].Point - truth[l].Point) * (100 / distancePx), tangents[l], floorPercent))
            .OrderByDescending(d => d.Percent).ThenBy(d => d.Landmark).ToImmutableArray();
        return new TruthComparison(distances.IsEmpty ? 0 : distances.Average(d => d.Percent), distances);
    }

    private static LandmarkDistance Distance(Landmark landmark, ImagePoint off, ImagePoint tangent, double floorPercent)
    {
        var along = Math.Abs((off.X * tangent.X) + (off.Y * tangent.Y));
        var across = Math.Abs((off.Y * tangent.X) - (off.X * tangent.Y));
        var within = along <= Math.Max(landmark.TangentTolerancePercent, floorPercent) && across <= Math.Max(landmark.TolerancePercent, floorPercent);
        return new LandmarkDistance(landmark.Index, Math.Sqrt((off.X * off.X) + (off.Y * off.Y)), within);
    }
}
