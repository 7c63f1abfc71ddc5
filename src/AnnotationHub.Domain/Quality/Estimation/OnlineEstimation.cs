using System.Collections.Immutable;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// The estimator in one pass: each face's consensus with what is known when it comes, then its evidence into the records of its annotators. What
/// all share is re-estimated whenever the number of faces has grown by an eighth, so that a face costs the same however many came before.
/// </summary>
public sealed class OnlineEstimation
{
    private readonly EstimationRun run;
    private long nextShared = 8;

    public OnlineEstimation(PopulationModel start)
    {
        ArgumentNullException.ThrowIfNull(start);
        run = new EstimationRun(start);
    }

    public PopulationModel Population => run.Population;

    public long Faces { get; private set; }

    public ImmutableArray<AnnotatorSkill> Skills => [.. Enumerable.Range(0, run.Roster.Count).Select(run.Roster.Skill)];

    /// <summary>Estimates a face without learning from it. The answer is of it until the next.</summary>
    public FaceSolver Estimate(FaceLabels face)
    {
        ArgumentNullException.ThrowIfNull(face);
        run.Solve(face);
        return run.Solver;
    }

    /// <summary>Estimates a face and learns from it. The answer is of it until the next.</summary>
    public FaceSolver Take(FaceLabels face)
    {
        ArgumentNullException.ThrowIfNull(face);
        run.Solve(face);
        run.Learn(face);
        Faces++;
        if (Faces < nextShared)
        {
            for (var k = 0; k < face.Count; k++) run.Roster.Refresh(face.Annotator(k), run.Population);
        }
        else
        {
            run.Reestimate();
            nextShared = Faces + Math.Max(8, Faces / 8);
        }

        return run.Solver;
    }
}
