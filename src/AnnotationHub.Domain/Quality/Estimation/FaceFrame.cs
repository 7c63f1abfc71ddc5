using System.Runtime.CompilerServices;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Step 1: the face's own frame, in which everything else is done: upright (the turn of the scheme's mean shape that fits best), in per cent
/// of the normalising distance, about the labels' centroid. Because the medians are taken in it, moving, turning and scaling the labels
/// moves, turns and scales the result and nothing else.
/// </summary>
internal readonly record struct FaceFrame(double Cos, double Sin, double PercentPerPx, double CentreX, double CentreY)
{
    /// <summary>Frontal faces measure about 1.8 inter-ocular distances across their box; a profile's shrinks no further than this.</summary>
    private const double BoxPerDistance = 2.2;

    public double DistancePx => 100 / PercentPerPx;

    /// <summary>
    /// Finds the frame of some labels (<paramref name="labels"/> faces in <paramref name="x"/> and <paramref name="y"/>, pixels), moves them
    /// into it in place, and leaves the coordinate-wise medians, the start of the estimation, in <paramref name="medianX"/> and Y.
    /// </summary>
    /// <param name="boxPx">Square root of the face box's area, for faces with fewer than three landmarks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FaceFrame Place(SchemeGeometry scheme, Span<double> x, Span<double> y, int labels, Span<double> medianX, Span<double> medianY, double boxPx)
    {
        var n = scheme.Count;
        var (centreX, centreY) = (Mean(x[..(labels * n)]), Mean(y[..(labels * n)]));
        double cos = 0, sin = 0;
        for (var k = 0; k < labels; k++)
        {
            var (c, s) = Turn(scheme, x.Slice(k * n, n), y.Slice(k * n, n));
            (cos, sin) = (cos + c, sin + s);
        }

        var first = Upright(cos, sin, 1, centreX, centreY);
        first.Enter(x[..(labels * n)], y[..(labels * n)]);
        for (var l = 0; l < n; l++) (medianX[l], medianY[l]) = (Median(x, l, n, labels), Median(y, l, n, labels));
        (cos, sin) = Turn(scheme, medianX, medianY);
        var turn = Upright(cos, sin, 1, 0, 0);
        turn.Enter(medianX, medianY);
        var scale = 100 / Distance(scheme, medianX, medianY, boxPx);
        for (var l = 0; l < n; l++) (medianX[l], medianY[l]) = (medianX[l] * scale, medianY[l] * scale);
        (turn with { PercentPerPx = scale }).Enter(x[..(labels * n)], y[..(labels * n)]);
        return new FaceFrame(
            (first.Cos * turn.Cos) - (first.Sin * turn.Sin), (first.Sin * turn.Cos) + (first.Cos * turn.Sin), scale, centreX, centreY);
    }

    /// <summary>From pixels into the frame, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Enter(Span<double> x, Span<double> y)
    {
        var (c, s) = (Cos * PercentPerPx, Sin * PercentPerPx);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - CentreX, y[i] - CentreY);
            (x[i], y[i]) = ((c * dx) + (s * dy), (c * dy) - (s * dx));
        }
    }

    /// <summary>From the frame to pixels.</summary>
    public (double X, double Y) Leave(double x, double y) =>
        ((((Cos * x) - (Sin * y)) / PercentPerPx) + CentreX, (((Sin * x) + (Cos * y)) / PercentPerPx) + CentreY);

    /// <summary>Cosine and sine (times an unimportant length) of the turn of the mean shape that fits best: Umeyama, IEEE PAMI 13(4), 1991.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Cos, double Sin) Turn(SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double n = 0, sx = 0, sy = 0, mx = 0, my = 0, dot = 0, cross = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(x[l])) continue;
            var (px, py) = (scheme.MeanX[l], scheme.MeanY[l]);
            n++;
            (sx, sy, mx, my) = (sx + x[l], sy + y[l], mx + px, my + py);
            dot += (px * x[l]) + (py * y[l]);
            cross += (px * y[l]) - (py * x[l]);
        }

        if (n < 2) return (0, 0);
        (dot, cross) = (dot - (((mx * sx) + (my * sy)) / n), cross - (((mx * sy) - (my * sx)) / n));
        var length = Math.Sqrt((dot * dot) + (cross * cross));
        return length > 1e-12 ? (dot / length, cross / length) : (0, 0);
    }

    private static FaceFrame Upright(double cos, double sin, double percentPerPx, double centreX, double centreY)
    {
        var length = Math.Sqrt((cos * cos) + (sin * sin));
        return length > 1e-9 ? new FaceFrame(cos / length, sin / length, percentPerPx, centreX, centreY) : new FaceFrame(1, 0, percentPerPx, centreX, centreY);
    }

    // As FaceNormalizer, in the upright frame: the outer eye corners, but at least √(width·height)/2.2, because a profile's collapse into one.
    private static double Distance(SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double boxPx)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, top = double.PositiveInfinity, bottom = double.NegativeInfinity;
        var placed = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(x[l])) continue;
            placed++;
            (left, right) = (Math.Min(left, x[l]), Math.Max(right, x[l]));
            (top, bottom) = (Math.Min(top, y[l]), Math.Max(bottom, y[l]));
        }

        var size = placed >= 3 ? Math.Sqrt(Math.Max(right - left, 1e-9) * Math.Max(bottom - top, 1e-9)) : boxPx;
        var (a, b) = (scheme.Scheme.Normalization.ImageLeft, scheme.Scheme.Normalization.ImageRight);
        var eyes = Math.Sqrt(((x[a] - x[b]) * (x[a] - x[b])) + ((y[a] - y[b]) * (y[a] - y[b])));
        return Math.Max(double.IsNaN(eyes) ? size / BoxPerDistance : Math.Max(eyes, size / BoxPerDistance), 1e-6);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value)) continue;
            sum += value;
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Median(ReadOnlySpan<double> values, int l, int n, int labels)
    {
        Span<double> sorted = stackalloc double[InlierSubsets.MaximumLabels];
        var count = 0;
        for (var k = 0; k < labels; k++)
        {
            var value = values[(k * n) + l];
            if (double.IsNaN(value)) continue;
            var at = count++;
            for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
            sorted[at] = value;
        }

        if (count == 0) return double.NaN;
        return count % 2 == 1 ? sorted[count / 2] : (sorted[(count / 2) - 1] + sorted[count / 2]) / 2;
    }
}
