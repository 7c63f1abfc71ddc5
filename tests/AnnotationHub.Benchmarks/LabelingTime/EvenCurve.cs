using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>
/// The workbench's curve: the centripetal Catmull-Rom spline through a few clicks (Yuksel et al., Computer-Aided Design 43(7), 2011), cut into
/// points at equal distances along it.
/// </summary>
public static class EvenCurve
{
    private const int StepsPerSpan = 16;

    /// <param name="clicks">At least two, no two neighbours in one place.</param>
    /// <param name="count">How many points; the ends of an open line are among them.</param>
    public static ImagePoint[] Through(IReadOnlyList<ImagePoint> clicks, int count, bool isClosed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clicks.Count, 2);
        var line = Smooth(clicks, isClosed);
        var lengths = new double[line.Count];
        for (var i = 1; i < line.Count; i++) lengths[i] = lengths[i - 1] + Person.Distance(line[i - 1], line[i]);
        var spans = isClosed ? count : count - 1;
        return [.. Enumerable.Range(0, count).Select(i => At(line, lengths, lengths[^1] * i / spans))];
    }

    private static List<ImagePoint> Smooth(IReadOnlyList<ImagePoint> clicks, bool isClosed)
    {
        var n = clicks.Count;
        ImagePoint Get(int i) => isClosed ? clicks[(i + n) % n] : i < 0 ? Beyond(clicks[0], clicks[1]) : i >= n ? Beyond(clicks[^1], clicks[^2]) : clicks[i];
        var line = new List<ImagePoint>();
        for (var i = 0; i < (isClosed ? n : n - 1); i++)
        {
            for (var step = 0; step < StepsPerSpan; step++) line.Add(Between([Get(i - 1), Get(i), Get(i + 1), Get(i + 2)], (double)step / StepsPerSpan));
        }

        line.Add(isClosed ? clicks[0] : clicks[^1]);
        return line;
    }

    // An open line goes on at its ends as it came.
    private static ImagePoint Beyond(ImagePoint end, ImagePoint inner) => new((2 * end.X) - inner.X, (2 * end.Y) - inner.Y);

    // Barry and Goldman's pyramid (SIGGRAPH 1988); the share is of the middle span.
    private static ImagePoint Between(ImagePoint[] p, double share)
    {
        var knots = new double[4];
        for (var i = 1; i < 4; i++) knots[i] = knots[i - 1] + Math.Max(Math.Sqrt(Person.Distance(p[i - 1], p[i])), 1e-6);
        var t = knots[1] + (share * (knots[2] - knots[1]));
        for (var width = 1; width < 4; width++)
        {
            for (var i = 0; i < 4 - width; i++)
            {
                // The last step joins over the middle span alone.
                var (from, until) = width < 3 ? (knots[i], knots[i + width]) : (knots[1], knots[2]);
                var weight = (t - from) / (until - from);
                p[i] = new ImagePoint(p[i].X + ((p[i + 1].X - p[i].X) * weight), p[i].Y + ((p[i + 1].Y - p[i].Y) * weight));
            }
        }

        return p[0];
    }

    private static ImagePoint At(List<ImagePoint> line, double[] lengths, double wanted)
    {
        var i = 1;
        while (i < line.Count - 1 && lengths[i] < wanted) i++;
        var span = lengths[i] - lengths[i - 1];
        var share = span > 0 ? Math.Clamp((wanted - lengths[i - 1]) / span, 0, 1) : 0;
        return new ImagePoint(line[i - 1].X + ((line[i].X - line[i - 1].X) * share), line[i - 1].Y + ((line[i].Y - line[i - 1].Y) * share));
    }
}
