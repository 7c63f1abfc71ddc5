using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// Whether a label follows this face or always the mean face: the regression of the label's deviation from the scheme's mean shape on
/// the consensus' (quality design 4.6). Both are centred, turned upright and measured in per cent.
/// </summary>
internal static class ShapeSlope
{
    private const double Clip = 25;

    public static (double Cross, double Square) Of(LandmarkScheme scheme, IReadOnlyList<ImagePoint> consensus, Func<int, ImagePoint?> label)
    {
        int[] shared = [.. Enumerable.Range(0, scheme.Count).Where(l => label(l) is not null)];
        if (shared.Length < 6) return (0, 0);
        var mean = Centred([.. shared.Select(l => scheme.MeanShape[l] * 100)], 0);
        ImagePoint[] face = [.. shared.Select(l => consensus[l])];
        var turn = Similarity.Fit(mean, face) is { } fit ? -fit.RotationRadians : 0;
        var z = Centred(face, turn);
        var x = Centred([.. shared.Select(l => label(l)!.Value)], turn);
        double cross = 0, square = 0;
        for (var i = 0; i < shared.Length; i++)
        {
            var (dx, dz) = (Clipped(x[i] - mean[i]), Clipped(z[i] - mean[i]));
            cross += (dx.X * dz.X) + (dx.Y * dz.Y);
            square += (dz.X * dz.X) + (dz.Y * dz.Y);
        }

        return (cross, square);
    }

    private static ImagePoint[] Centred(ImagePoint[] points, double turnRadians)
    {
        var centre = new ImagePoint(points.Average(p => p.X), points.Average(p => p.Y));
        var turn = new Similarity(Math.Cos(turnRadians), Math.Sin(turnRadians), 0, 0);
        return [.. points.Select(p => turn.Apply(p - centre))];
    }

    private static ImagePoint Clipped(ImagePoint p) => new(Math.Clamp(p.X, -Clip, Clip), Math.Clamp(p.Y, -Clip, Clip));
}
