using System.Runtime.CompilerServices;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// A shape laid on the population's mean shape by the similarity that fits best (Umeyama, IEEE PAMI 13(4), 1991), so that what remains of the
/// difference is shape alone: neither size nor place nor turn, which who drags a ready face over the picture gets right as well.
/// </summary>
internal readonly record struct ShapeDeviations(double Cos, double Sin, double CentreX, double CentreY, double MeanCentreX, double MeanCentreY)
{
    /// <summary>Deviations beyond this count no further; per cent.</summary>
    private const double Clip = 25;

    /// <param name="shared">Landmarks count where this has a position.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ShapeDeviations? Of(MeanShape mean, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> shared)
    {
        double n = 0, sx = 0, sy = 0, mx = 0, my = 0, dot = 0, cross = 0, square = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(shared[l])) continue;
            n++;
            (sx, sy, mx, my) = (sx + x[l], sy + y[l], mx + mean.X[l], my + mean.Y[l]);
            dot += (mean.X[l] * x[l]) + (mean.Y[l] * y[l]);
            cross += (mean.Y[l] * x[l]) - (mean.X[l] * y[l]);
            square += (x[l] * x[l]) + (y[l] * y[l]);
        }

        if (n < 6) return null;
        square -= ((sx * sx) + (sy * sy)) / n;
        if (!(square > 1e-9)) return null;
        (dot, cross) = (dot - (((mx * sx) + (my * sy)) / n), cross - (((my * sx) - (mx * sy)) / n));
        return new ShapeDeviations(dot / square, cross / square, sx / n, sy / n, mx / n, my / n);
    }

    /// <summary>The place of a point of the shape beside the mean shape.</summary>
    public (double X, double Y) Laid(double x, double y)
    {
        var (dx, dy) = (x - CentreX, y - CentreY);
        return ((Cos * dx) - (Sin * dy) + MeanCentreX, (Sin * dx) + (Cos * dy) + MeanCentreY);
    }

    public (double X, double Y) From(MeanShape mean, int l, double x, double y)
    {
        var (px, py) = Laid(x, y);
        return (Math.Clamp(px - mean.X[l], -Clip, Clip), Math.Clamp(py - mean.Y[l], -Clip, Clip));
    }
}

/// <summary>The mean shape of a population's faces, per cent, upright.</summary>
internal sealed record MeanShape(double[] X, double[] Y);

/// <summary>The consensus shapes of a run, laid on the mean shape so far, and summed.</summary>
internal sealed class ShapeSums(int landmarks)
{
    /// <summary>Faces that the scheme's mean shape counts for.</summary>
    private const double Prior = 20;

    private readonly double[] x = new double[landmarks];
    private readonly double[] y = new double[landmarks];
    private int faces;

    public void Clear()
    {
        Array.Clear(x);
        Array.Clear(y);
        faces = 0;
    }

    /// <summary>Adds a face whose every landmark has a position.</summary>
    public void Add(MeanShape mean, ReadOnlySpan<double> faceX, ReadOnlySpan<double> faceY)
    {
        foreach (var value in faceX)
            if (double.IsNaN(value)) return;
        if (ShapeDeviations.Of(mean, faceX, faceY, faceX) is not { } laid) return;
        for (var l = 0; l < x.Length; l++)
        {
            var (px, py) = laid.Laid(faceX[l], faceY[l]);
            (x[l], y[l]) = (x[l] + px, y[l] + py);
        }

        faces++;
    }

    public MeanShape Mean(SchemeGeometry scheme) =>
        new([.. x.Select((v, l) => (v + (Prior * scheme.MeanX[l])) / (faces + Prior))], [.. y.Select((v, l) => (v + (Prior * scheme.MeanY[l])) / (faces + Prior))]);
}
