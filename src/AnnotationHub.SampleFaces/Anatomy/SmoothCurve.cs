using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>A smooth function through knots of rising x (cubic Hermite with limited slopes), tabulated for speed; straight beyond its ends.</summary>
internal sealed class SmoothCurve
{
    private const int Steps = 256;
    private readonly float[] _table = new float[Steps + 1];
    private readonly float _slopeBefore;
    private readonly float _slopeAfter;

    /// <param name="knots">At least two, x strictly rising.</param>
    /// <param name="slopeBefore">Slope before the first knot.</param>
    /// <param name="slopeAfter">Slope after the last knot.</param>
    public SmoothCurve(Vector2[] knots, float slopeBefore, float slopeAfter)
    {
        (From, To) = (knots[0].X, knots[^1].X);
        (_slopeBefore, _slopeAfter) = (slopeBefore, slopeAfter);
        var slopes = Slopes(knots);
        var k = 0;
        for (var i = 0; i <= Steps; i++)
        {
            var x = From + ((To - From) * i / Steps);
            while (k < knots.Length - 2 && x > knots[k + 1].X)
                k++;
            _table[i] = Hermite(knots[k], knots[k + 1], slopes[k], slopes[k + 1], x);
        }
    }

    public float From { get; }

    public float To { get; }

    public float At(float x)
    {
        var f = (x - From) / (To - From) * Steps;
        if (f <= 0)
            return _table[0] + ((x - From) * _slopeBefore);
        if (f >= Steps)
            return _table[Steps] + ((x - To) * _slopeAfter);
        var i = (int)f;
        return _table[i] + ((_table[i + 1] - _table[i]) * (f - i));
    }

    /// <summary>Points of the curve, evenly spaced by arc length from the first knot to the last.</summary>
    public Vector2[] Even(int count)
    {
        var along = new float[Steps + 1];
        for (var i = 1; i <= Steps; i++)
            along[i] = along[i - 1] + Vector2.Distance(Point(i - 1), Point(i));

        var points = new Vector2[count];
        var k = 1;
        for (var i = 0; i < count; i++)
        {
            var want = along[Steps] * i / (count - 1);
            while (k < Steps && along[k] < want)
                k++;
            points[i] = Vector2.Lerp(Point(k - 1), Point(k), (want - along[k - 1]) / MathF.Max(along[k] - along[k - 1], 1e-6f));
        }

        return points;
    }

    private Vector2 Point(int i) => new(From + ((To - From) * i / Steps), _table[i]);

    private static float[] Slopes(Vector2[] k)
    {
        var slopes = new float[k.Length];
        for (var i = 0; i < k.Length; i++)
        {
            var (a, b) = (k[Math.Max(i - 1, 0)], k[Math.Min(i + 1, k.Length - 1)]);
            slopes[i] = (b.Y - a.Y) / (b.X - a.X);
        }

        return slopes;
    }

    private static float Hermite(Vector2 a, Vector2 b, float sa, float sb, float x)
    {
        var w = b.X - a.X;
        var t = (x - a.X) / w;
        var (t2, t3) = (t * t, t * t * t);
        return (((2 * t3) - (3 * t2) + 1) * a.Y) + ((t3 - (2 * t2) + t) * w * sa) + (((3 * t2) - (2 * t3)) * b.Y) + ((t3 - t2) * w * sb);
    }
}
