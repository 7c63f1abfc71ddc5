using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>The first labels of every face of a world as the estimator's stream.</summary>
internal sealed class WorldLabels(World world, int labels) : ILabelSource
{
    private int next;

    public void Rewind() => next = 0;

    public bool Next(FaceLabels face)
    {
        if (next == world.Faces.Length) return false;
        Fill(face, next++, labels);
        return true;
    }

    public void Fill(FaceLabels face, int of, int count)
    {
        face.Clear();
        foreach (var label in world.Labels[of].Take(count))
        {
            var k = face.Add(label.Annotator);
            for (var l = 0; l < label.Points.Length; l++)
                if (label.Points[l] is { } p) (face.Xs(k)[l], face.Ys(k)[l]) = (p.X, p.Y);
        }
    }
}

/// <summary>The estimator's errors on a world, with the errors that it foresaw.</summary>
internal sealed record EstimatorRun(Outcome Outcome, double[] Predicted)
{
    public static EstimatorRun Batch(World world, int labels, int passes)
    {
        var (errors, predicted) = (new double[world.Faces.Length], new double[world.Faces.Length]);
        var i = 0;
        BatchEstimation.Run(world.Scheme, new WorldLabels(world, labels), world.Annotators.Length, passes, take: (_, solver) =>
        {
            (errors[i], predicted[i]) = (Outcome.Error(world, i, Positions(solver)), solver.PredictedPercent());
            i++;
        });
        return new EstimatorRun(new Outcome(errors), predicted);
    }

    public static EstimatorRun Online(World world, int labels)
    {
        var (errors, predicted) = (new double[world.Faces.Length], new double[world.Faces.Length]);
        var online = new OnlineEstimation(PopulationModel.Prior(world.Scheme));
        var (face, source) = (new FaceLabels(world.Scheme), new WorldLabels(world, labels));
        for (var i = 0; source.Next(face); i++)
        {
            var solver = online.Take(face);
            (errors[i], predicted[i]) = (Outcome.Error(world, i, Positions(solver)), solver.PredictedPercent());
        }

        return new EstimatorRun(new Outcome(errors), predicted);
    }

    public static ImagePoint?[] Positions(FaceSolver solver) => [.. Enumerable.Range(0, solver.Scheme.Count).Select(solver.Position)];

    /// <summary>Least-squares line of the true error over the foreseen one, and their correlation.</summary>
    public (double Slope, double Ratio, double Correlation) Calibration()
    {
        var (mx, my) = (Predicted.Average(), Outcome.Errors.Average());
        double xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < Predicted.Length; i++)
        {
            var (dx, dy) = (Predicted[i] - mx, Outcome.Errors[i] - my);
            (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
        }

        return (xy / xx, my / mx, xy / Math.Sqrt(xx * yy));
    }
}
