using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>How far some method's faces lie from the truth: one mean error a face, per cent of the normalising distance.</summary>
internal sealed record Outcome(double[] Errors)
{
    public double Mean => Errors.Average();

    /// <summary>The error that 95 faces in 100 stay below.</summary>
    public double P95 => Quantile(0.95);

    public double Quantile(double q)
    {
        var sorted = Errors.Order().ToArray();
        var at = q * (sorted.Length - 1);
        var (low, share) = ((int)at, at - Math.Floor(at));
        return low + 1 >= sorted.Length ? sorted[^1] : (sorted[low] * (1 - share)) + (sorted[low + 1] * share);
    }

    public Outcome From(int face) => new(Errors[face..]);

    public static Outcome Of(World world, Func<int, ImagePoint?[]> estimate) =>
        new([.. Enumerable.Range(0, world.Faces.Length).Select(i => Error(world, i, estimate(i)))]);

    /// <summary>Mean distance over the landmarks that have a position.</summary>
    public static double Error(World world, int face, ImagePoint?[] estimate)
    {
        double sum = 0;
        var count = 0;
        for (var l = 0; l < estimate.Length; l++)
        {
            if (estimate[l] is not { } p) continue;
            sum += p.DistanceTo(world.Faces[face].Truth[l]);
            count++;
        }

        return 100 * sum / (count * world.DistancePx(face));
    }
}
