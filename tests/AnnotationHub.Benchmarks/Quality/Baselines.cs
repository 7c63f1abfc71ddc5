using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>What others do with several labels of one face. All but GTM look at one face alone.</summary>
internal static class Baselines
{
    /// <summary>By name; each takes the labels of one face.</summary>
    public static IReadOnlyList<(string Name, Func<ImagePoint?[][], ImagePoint?[]> Of)> OneFace { get; } =
    [
        ("coordinate median", labels => EachLandmark(labels, Median)),
        ("medoid skeleton (CVAT)", Medoid),
        ("mean", labels => EachLandmark(labels, Mean)),
        ("geometric median", labels => EachLandmark(labels, GeometricMedian)),
    ];

    public static ImagePoint? Median(ImagePoint?[] points)
    {
        ImagePoint[] placed = [.. points.OfType<ImagePoint>()];
        return placed.Length == 0 ? null : new ImagePoint(Median([.. placed.Select(p => p.X)]), Median([.. placed.Select(p => p.Y)]));
    }

    /// <summary>
    /// Gaussian truth model: every annotator has one variance, found together with the truth (Zhao and Han, QDB 2012; weak inverse-gamma prior).
    /// </summary>
    public static ImagePoint?[][] GaussianTruthModel(World world, ImagePoint?[][][] labels, int[][] by)
    {
        var variances = Enumerable.Repeat(4.0, world.Annotators.Length).ToArray();
        ImagePoint?[][] truth = [];
        for (var round = 0; round < 15; round++)
        {
            truth = [.. labels.Select((face, i) => Enumerable.Range(0, world.Scheme.Count).Select(l => Weighted(face, by[i], l, variances)).ToArray())];
            var (squares, counts) = (new double[variances.Length], new double[variances.Length]);
            for (var i = 0; i < labels.Length; i++)
            {
                for (var k = 0; k < labels[i].Length; k++)
                {
                    for (var l = 0; l < world.Scheme.Count; l++)
                    {
                        if (labels[i][k][l] is not { } p || truth[i][l] is not { } z) continue;
                        var far = p.DistanceTo(z);
                        (squares[by[i][k]], counts[by[i][k]]) = (squares[by[i][k]] + (far * far), counts[by[i][k]] + 2);
                    }
                }
            }

            for (var w = 0; w < variances.Length; w++) variances[w] = (squares[w] + 40) / (counts[w] + 10);
        }

        return truth;
    }

    private static ImagePoint? Weighted(ImagePoint?[][] face, int[] by, int l, double[] variances)
    {
        var sum = new ImagePoint(0, 0);
        double total = 0;
        for (var k = 0; k < face.Length; k++)
        {
            if (face[k][l] is not { } p) continue;
            sum += p * (1 / variances[by[k]]);
            total += 1 / variances[by[k]];
        }

        return total > 0 ? sum * (1 / total) : null;
    }

    private static ImagePoint?[] EachLandmark(ImagePoint?[][] labels, Func<ImagePoint?[], ImagePoint?> of) =>
        [.. Enumerable.Range(0, labels[0].Length).Select(l => of([.. labels.Select(x => x[l])]))];

    private static ImagePoint? Mean(ImagePoint?[] points)
    {
        ImagePoint[] placed = [.. points.OfType<ImagePoint>()];
        return placed.Length == 0 ? null : placed.Aggregate((a, b) => a + b) * (1.0 / placed.Length);
    }

    // Weiszfeld's iteration.
    private static ImagePoint? GeometricMedian(ImagePoint?[] points)
    {
        ImagePoint[] placed = [.. points.OfType<ImagePoint>()];
        if (Mean(points) is not { } z) return null;
        for (var round = 0; round < 30; round++)
        {
            var weights = placed.Select(p => 1 / Math.Max(p.DistanceTo(z), 1e-6)).ToArray();
            z = placed.Select((p, k) => p * weights[k]).Aggregate((a, b) => a + b) * (1 / weights.Sum());
        }

        return z;
    }

    // One annotator's whole label: the one most alike to the others by OKS with CVAT's single sigma.
    private static ImagePoint?[] Medoid(ImagePoint?[][] labels) =>
        labels.MaxBy(a => labels.Where(b => b != a).Sum(b => Likeness(a, b)))!;

    private static double Likeness(ImagePoint?[] a, ImagePoint?[] b)
    {
        var area = Area(a);
        var terms = a.Zip(b).Where(p => p.First is not null && p.Second is not null)
            .Select(p => Math.Exp(-Math.Pow(p.First!.Value.DistanceTo(p.Second!.Value), 2) / (2 * area * 0.18 * 0.18)));
        return terms.DefaultIfEmpty(0).Average();
    }

    private static double Area(ImagePoint?[] points)
    {
        ImagePoint[] placed = [.. points.OfType<ImagePoint>()];
        return (placed.Max(p => p.X) - placed.Min(p => p.X)) * (placed.Max(p => p.Y) - placed.Min(p => p.Y));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
