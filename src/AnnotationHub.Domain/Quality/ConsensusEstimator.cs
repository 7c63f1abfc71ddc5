using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>One annotation of a face, and what is known of the person who made it.</summary>
public sealed record FaceLabel(IReadOnlyList<PlacedLandmark> Landmarks, AnnotatorParameters Annotator);

/// <summary>
/// Exact inlier-subset consensus with a shrunken model of each annotator (quality design 4.2): left and right are put in order, each
/// landmark starts at the median of its labels, and a few rounds of expectation give the position, its covariance along and
/// across the curve, and the face's difficulty. Pure and deterministic; the order of the labels does not matter beyond rounding.
/// </summary>
public static class ConsensusEstimator
{
    private const int Rounds = 4;

    /// <summary>Mean length of a two-dimensional normal error of unit total variance, averaged over directions: √π/2.</summary>
    private const double MeanLengthPerDeviation = 0.8862;

    /// <param name="labels">One to five annotations, each with one entry for each landmark of the scheme.</param>
    /// <param name="box">The face box, for faces too sparse to measure.</param>
    /// <exception cref="ArgumentException">No label, more than five, or one of another length than the scheme.</exception>
    public static FaceConsensus Estimate(LandmarkScheme scheme, IReadOnlyList<FaceLabel> labels, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count is 0 or > InlierSubsets.MaximumLabels)
            throw new ArgumentException($"{labels.Count} labels: one to {InlierSubsets.MaximumLabels} make a consensus.", nameof(labels));
        if (labels.Any(l => l.Landmarks.Count != scheme.Count))
            throw new ArgumentException($"Each label has {scheme.Count} landmarks.", nameof(labels));

        var swapped = new ImmutableArray<string>[labels.Count];
        var ordered = new PlacedLandmark[labels.Count][];
        for (var k = 0; k < labels.Count; k++) ordered[k] = LeftRightOrder.Corrected(scheme, labels[k].Landmarks, out swapped[k]);
        var face = new FaceInProgress(scheme, ordered, [.. labels.Select(l => l.Annotator)], box);
        for (var round = 0; round < Rounds; round++) face.Iterate(isLast: round == Rounds - 1);
        return Finish(face, swapped);
    }

    private static FaceConsensus Finish(FaceInProgress face, ImmutableArray<string>[] swapped)
    {
        var positioned = Enumerable.Range(0, face.Scheme.Count).Where(l => face.Visibility[l] != Visibility.Outside).ToList();
        var predicted = positioned.Count == 0 ? 0 : positioned.Average(l => MeanLengthPerDeviation * Math.Sqrt(face.TangentVariances[l] + face.NormalVariances[l]));
        return new FaceConsensus(
            [.. Enumerable.Range(0, face.Scheme.Count).Select(face.Landmark)],
            [.. Enumerable.Range(0, face.Scheme.Count).Select(face.Covariance)],
            predicted,
            face.DistancePx,
            [.. Enumerable.Range(0, swapped.Length).Select(k => face.Fit(k, swapped[k]))]);
    }
}
