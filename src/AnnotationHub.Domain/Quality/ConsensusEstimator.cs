using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

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
    /// <summary>The consensus before anything is known of the population.</summary>
    public static FaceConsensus Estimate(LandmarkScheme scheme, IReadOnlyList<FaceLabel> labels, FaceBox box) =>
        Estimate(PopulationModel.Prior(scheme), labels, box);

    /// <param name="labels">One to five annotations, each with one entry for each landmark of the scheme.</param>
    /// <param name="box">The face box, for faces too sparse to measure.</param>
    /// <exception cref="ArgumentException">No label, more than five, or one of another length than the scheme.</exception>
    public static FaceConsensus Estimate(PopulationModel population, IReadOnlyList<FaceLabel> labels, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(population);
        Check(population.Scheme, labels);
        var visibility = new Visibility[population.Scheme.Count];
        for (var l = 0; l < visibility.Length; l++) visibility[l] = VisibilityVote.Of(labels.Select(label => label.Landmarks[l].Visibility));
        var face = Face(population.Scheme, labels, box);
        for (var l = 0; l < visibility.Length; l++)
        {
            // Where most say that there is none, the others' positions are of something else.
            if (visibility[l] != Visibility.Outside) continue;
            for (var k = 0; k < labels.Count; k++) (face.Xs(k)[l], face.Ys(k)[l]) = (double.NaN, double.NaN);
        }

        var solver = Solve(population, face, labels);
        var landmarks = new PlacedLandmark[visibility.Length];
        for (var l = 0; l < landmarks.Length; l++)
            landmarks[l] = solver.Position(l) is { } p ? new PlacedLandmark(p, visibility[l]) : new PlacedLandmark(default, Visibility.Outside);
        var all = Enumerable.Range(0, landmarks.Length);
        return new FaceConsensus(
            [.. landmarks],
            [.. all.Select(solver.Covariance)],
            solver.PredictedPercent(),
            solver.DistancePx,
            [.. Enumerable.Range(0, labels.Count).Select(solver.Fit)])
        {
            LandmarkPercents = [.. all.Select(solver.PredictedPercent)],
            Difficulty = solver.Difficulty,
        };
    }

    /// <summary>How an annotation of a known face lies beside its truth; its evidence counts in the annotator's record like any other.</summary>
    /// <exception cref="ArgumentException">Label or truth is of another length than the scheme.</exception>
    public static LabelFit AgainstTruth(PopulationModel population, FaceLabel label, IReadOnlyList<PlacedLandmark> truth, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(population);
        Check(population.Scheme, [label]);
        var face = Face(population.Scheme, [label], box);
        face.SetTruth(truth);
        return Solve(population, face, [label]).Fit(0);
    }

    private static void Check(LandmarkScheme scheme, IReadOnlyList<FaceLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count is 0 or > FaceLabels.MaximumLabels)
            throw new ArgumentException($"{labels.Count} labels: one to {FaceLabels.MaximumLabels} make a consensus.", nameof(labels));
        if (labels.Any(l => l.Landmarks.Count != scheme.Count))
            throw new ArgumentException($"Each label has {scheme.Count} landmarks.", nameof(labels));
    }

    private static FaceLabels Face(LandmarkScheme scheme, IReadOnlyList<FaceLabel> labels, FaceBox box)
    {
        var face = new FaceLabels(scheme) { Box = box };
        for (var k = 0; k < labels.Count; k++) face.Add(k, labels[k].Landmarks);
        return face;
    }

    private static FaceSolver Solve(PopulationModel population, FaceLabels face, IReadOnlyList<FaceLabel> labels)
    {
        var solver = new FaceSolver(population);
        solver.Solve(face, [.. labels.Select(l => AnnotatorWeights.Of(l.Annotator))]);
        return solver;
    }
}
