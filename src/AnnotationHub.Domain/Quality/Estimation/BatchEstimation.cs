using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>What a run over all labels came to: the population, and the record of each annotator by index.</summary>
public sealed record BatchResult(PopulationModel Population, ImmutableArray<AnnotatorSkill> Skills);

/// <summary>
/// Re-estimates everything from all labels of a scheme: each pass takes the parameters of the one before, finds every face's consensus, and sums
/// the evidence anew. Records nothing of a face between passes, so that memory grows with the annotators alone. A pure function of the stream;
/// the order of the faces does not matter, because sums of evidence are exact.
/// </summary>
public static class BatchEstimation
{
    public const int DefaultPasses = 10;

    /// <param name="annotators">How many annotators the stream has: its indices are below this.</param>
    /// <param name="passes">At least 1. Four come within 1.5 % of ten.</param>
    /// <param name="start">Where to begin; the prior by default.</param>
    /// <param name="take">Takes each face's consensus in the last pass, before the next face is read.</param>
    public static BatchResult Run(
        LandmarkScheme scheme, ILabelSource source, int annotators, int passes = DefaultPasses, PopulationModel? start = null, Action<FaceLabels, FaceSolver>? take = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        var run = new EstimationRun(start ?? PopulationModel.Prior(scheme));
        if (annotators > 0) run.Roster.Skill(annotators - 1);
        var face = new FaceLabels(scheme);
        for (var pass = 1; pass <= passes; pass++)
        {
            run.ClearSums();
            source.Rewind();
            while (source.Next(face))
            {
                cancellation.ThrowIfCancellationRequested();
                run.Solve(face);
                if (pass == passes) take?.Invoke(face, run.Solver);
                run.Learn(face);
            }

            run.Reestimate();
        }

        return new BatchResult(run.Population, [.. Enumerable.Range(0, run.Roster.Count).Select(run.Roster.Skill)]);
    }
}
