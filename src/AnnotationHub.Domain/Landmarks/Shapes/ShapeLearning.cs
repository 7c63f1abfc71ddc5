using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks.Shapes;

/// <summary>Learns a <see cref="ShapeModel"/> from faces: those of a project that were accepted, or those that ship with a scheme.</summary>
public static class ShapeLearning
{
    /// <summary>Below this a covariance says more about the few faces than about faces.</summary>
    public const int MinFaces = 10;

    private const int MaxModes = 40;
    private const double VarianceKept = 0.998;
    private const double LeastNoise = 0.0034;

    /// <summary>A model that is known before counts as much as this many faces: a project's first faces must not say what all faces are like.</summary>
    private const int PriorFaces = 50;

    private const int AlignmentPasses = 6;

    /// <summary>
    /// The model of <paramref name="faces"/> and their mirror images (a face and its mirror image are equally likely). They are aligned by
    /// generalised Procrustes analysis (Gower, Psychometrika 40, 1975; Cootes et al., CVIU 61, 1995). Null for fewer than <see cref="MinFaces"/>.
    /// </summary>
    /// <param name="scheme">The scheme of the faces: its mean shape gives the frame.</param>
    /// <param name="faces">In pixels or any other unit, each with a point for every landmark.</param>
    /// <param name="prior">What is known of faces of this scheme already, in the same frame; the faces' own mean and covariance are weighed against it.</param>
    /// <exception cref="ArgumentException">A face has other than the scheme's number of points, or all of its points are one.</exception>
    public static ShapeModel? Learn(LandmarkScheme scheme, IReadOnlyList<ImmutableArray<ImagePoint>> faces, ShapeModel? prior = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(faces);
        if (faces.FirstOrDefault(f => f.Length != scheme.Count) is { IsDefault: false } odd)
            throw new ArgumentException($"A face has {odd.Length} points, {scheme.Key} has {scheme.Count}.", nameof(faces));
        if (faces.Count < MinFaces)
            return null;

        var all = faces.Concat(faces.Select(f => Mirrored(scheme, f))).ToList();
        var mean = scheme.MeanShape;
        var aligned = all.ConvertAll(f => Aligned(f, mean));
        for (var pass = 1; pass < AlignmentPasses; pass++)
        {
            mean = Framed(scheme, Weighed(Mean(aligned), prior?.Mean, faces.Count));
            aligned = all.ConvertAll(f => Aligned(f, mean));
        }

        return Components(mean, Covariance(mean, aligned, prior, faces.Count));
    }

    private static ImmutableArray<ImagePoint> Mirrored(LandmarkScheme scheme, ImmutableArray<ImagePoint> face) =>
        [.. scheme.Mirrors.Select(m => new ImagePoint(-face[m].X, face[m].Y))];

    private static ImagePoint[] Aligned(ImmutableArray<ImagePoint> face, ImmutableArray<ImagePoint> mean)
    {
        var fit = Similarity.Fit(face.AsSpan(), mean.AsSpan())
            ?? throw new ArgumentException("All points of a face are one.", nameof(face));
        return fit.Apply(face.AsSpan());
    }

    private static ImmutableArray<ImagePoint> Mean(List<ImagePoint[]> shapes) =>
        [.. Enumerable.Range(0, shapes[0].Length).Select(i => new ImagePoint(shapes.Average(s => s[i].X), shapes.Average(s => s[i].Y)))];

    /// <summary>Brought back to the frame in which the normalising pair is at (−0.5, 0) and (0.5, 0): alignment alone would let it shrink.</summary>
    private static ImmutableArray<ImagePoint> Framed(LandmarkScheme scheme, ImmutableArray<ImagePoint> mean)
    {
        ReadOnlySpan<ImagePoint> pair = [mean[scheme.Normalization.ImageLeft], mean[scheme.Normalization.ImageRight]];
        return Similarity.Fit(pair, [new(-0.5, 0), new(0.5, 0)]) is { } frame ? [.. frame.Apply(mean.AsSpan())] : mean;
    }

    private static ImmutableArray<ImagePoint> Weighed(ImmutableArray<ImagePoint> mean, ImmutableArray<ImagePoint>? prior, int faces)
    {
        if (prior is not { } before) return mean;
        var share = (double)faces / (faces + PriorFaces);
        return [.. mean.Zip(before, (m, p) => new ImagePoint((share * m.X) + ((1 - share) * p.X), (share * m.Y) + ((1 - share) * p.Y)))];
    }

    private static double[,] Covariance(ImmutableArray<ImagePoint> mean, List<ImagePoint[]> shapes, ShapeModel? prior, int faces)
    {
        var n = 2 * mean.Length;
        var covariance = new double[n, n];
        var share = prior is null ? 1 : (double)faces / (faces + PriorFaces);
        var d = new double[n];
        foreach (var shape in shapes)
        {
            for (var l = 0; l < mean.Length; l++)
                (d[2 * l], d[(2 * l) + 1]) = (shape[l].X - mean[l].X, shape[l].Y - mean[l].Y);
            AddSquare(covariance, d, share / shapes.Count);
        }

        if (prior is null) return covariance;
        foreach (var mode in prior.Modes) AddSquare(covariance, mode.AsSpan(), 1 - share);
        for (var i = 0; i < n; i++) covariance[i, i] += (1 - share) * prior.Noise * prior.Noise;
        return covariance;
    }

    // The lower triangle alone is read.
    private static void AddSquare(double[,] sum, ReadOnlySpan<double> d, double weight)
    {
        for (var i = 0; i < d.Length; i++)
        {
            for (var j = 0; j <= i; j++)
                sum[i, j] += weight * d[i] * d[j];
        }
    }

    private static ShapeModel Components(ImmutableArray<ImagePoint> mean, double[,] covariance)
    {
        var n = 2 * mean.Length;
        var eigen = SymmetricMatrix.Eigen(covariance);
        var total = eigen.Sum(e => Math.Max(e.Value, 0));
        double kept = 0;
        var modes = new List<(double Value, double[] Vector)>();
        foreach (var e in eigen.TakeWhile(e => modes.Count < MaxModes && kept < VarianceKept * total && e.Value > LeastNoise * LeastNoise))
        {
            modes.Add(e);
            kept += e.Value;
        }

        // What is left over, spread evenly: Tipping and Bishop's equation 8.
        var left = Math.Max(total - kept, 0) / Math.Max(n - modes.Count, 1);
        var noise = Math.Max(Math.Sqrt(left), LeastNoise);
        return new ShapeModel(
            mean,
            [.. modes.Select(m => m.Vector.Select(v => v * Math.Sqrt(Math.Max(m.Value - (noise * noise), 0))).ToImmutableArray())],
            noise);
    }
}
