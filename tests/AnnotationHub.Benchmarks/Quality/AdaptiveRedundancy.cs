using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>
/// How many labels a face needs: start with two, stop when the foreseen error meets the target, five at the most; against the same number of
/// labels for every face. Online, in the order of the faces, after a burn-in with three labels each, with five labels in store for every face.
/// </summary>
internal sealed class AdaptiveRedundancy(World world)
{
    private const int Least = 2;
    private const int Most = 5;

    private readonly int burnIn = world.Faces.Length / 5;

    /// <param name="AcceptedShare">Share of the faces whose foreseen error met the target; the others would go to a supervisor.</param>
    internal sealed record Row(double Target, double LabelsPerFace, Outcome All, double AcceptedShare);

    public Row Adaptive(double target)
    {
        var (labels, accepted) = (0, 0);
        var errors = Run((source, face, online, i) =>
        {
            for (var k = Least; ; k++)
            {
                source.Fill(face, i, k);
                var isMet = online.Estimate(face).PredictedPercent() <= target;
                if (!isMet && k < Most) continue;
                (labels, accepted) = (labels + k, accepted + (isMet ? 1 : 0));
                break;
            }
        });
        return new Row(target, (double)labels / errors.Length, new Outcome(errors), (double)accepted / errors.Length);
    }

    public Outcome Fixed(int labels) => new(Run((source, face, _, i) => source.Fill(face, i, labels)));

    /// <summary>The number of labels for every face that gives this value, between the whole numbers by straight lines; above five along the last.</summary>
    public static double FixedFor(double value, IReadOnlyList<double> byCount)
    {
        for (var i = 1; i < byCount.Count; i++)
            if (value >= byCount[i] || i == byCount.Count - 1) return Least + i - 1 + ((byCount[i - 1] - value) / (byCount[i - 1] - byCount[i]));
        return Most;
    }

    private double[] Run(Action<WorldLabels, FaceLabels, OnlineEstimation, int> fill)
    {
        var online = new OnlineEstimation(PopulationModel.Prior(world.Scheme));
        var (face, source) = (new FaceLabels(world.Scheme), new WorldLabels(world, Most));
        var errors = new double[world.Faces.Length - burnIn];
        for (var i = 0; i < world.Faces.Length; i++)
        {
            if (i < burnIn) source.Fill(face, i, 3);
            else fill(source, face, online, i);
            var solver = online.Take(face);
            if (i >= burnIn) errors[i - burnIn] = Outcome.Error(world, i, EstimatorRun.Positions(solver));
        }

        return errors;
    }
}
