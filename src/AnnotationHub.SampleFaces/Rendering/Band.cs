using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>A strip of samples with the nearest triangle of each: a plain scan conversion with a depth buffer.</summary>
internal sealed class Band(int width, int height, int top)
{
    private readonly float[] _depth = Filled(width * height);
    private readonly int[] _body = new int[width * height];
    private readonly int[] _triangle = new int[width * height];
    private readonly Vector2[] _within = new Vector2[width * height];

    public int Top { get; } = top;

    public int Height { get; } = height;

    /// <summary>Distance in front of the camera; infinite where nothing is.</summary>
    public float DepthAt(int x, int y) => _depth[((y - Top) * width) + x];

    public (int Body, int Triangle, Vector2 Within) At(int x, int y)
    {
        var i = ((y - Top) * width) + x;
        return (_body[i], _triangle[i], _within[i]);
    }

    /// <param name="on">Vertices in samples, z the distance in front of the camera.</param>
    /// <param name="triangles">Three indices each.</param>
    /// <param name="body">What is noted for each sample covered.</param>
    public void Draw(Vector3[] on, int[] triangles, int body)
    {
        for (var i = 0; i < triangles.Length; i += 3)
        {
            var (a, b, c) = (on[triangles[i]], on[triangles[i + 1]], on[triangles[i + 2]]);
            var (low, high) = (MathF.Min(a.Y, MathF.Min(b.Y, c.Y)), MathF.Max(a.Y, MathF.Max(b.Y, c.Y)));
            if (high < Top || low >= Top + Height || a.Z < 50 || b.Z < 50 || c.Z < 50)
                continue;
            Draw(a, b, c, low, high, i, body);
        }
    }

    private void Draw(Vector3 a, Vector3 b, Vector3 c, float low, float high, int triangle, int body)
    {
        var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
        if (MathF.Abs(area) < 1e-7f)
            return;
        var (x0, x1) = (Math.Max((int)MathF.Floor(MathF.Min(a.X, MathF.Min(b.X, c.X)) - 0.5f), 0), Math.Min((int)MathF.Ceiling(MathF.Max(a.X, MathF.Max(b.X, c.X)) - 0.5f), width - 1));
        var (y0, y1) = (Math.Max((int)MathF.Floor(low - 0.5f), Top), Math.Min((int)MathF.Ceiling(high - 0.5f), Top + Height - 1));
        var inverse = 1 / area;
        for (var y = y0; y <= y1; y++)
        {
            var py = y + 0.5f - a.Y;
            for (var x = x0; x <= x1; x++)
            {
                var px = x + 0.5f - a.X;
                var u = ((px * (c.Y - a.Y)) - (py * (c.X - a.X))) * inverse;
                var v = (((b.X - a.X) * py) - ((b.Y - a.Y) * px)) * inverse;
                if (u < 0 || v < 0 || u + v > 1)
                    continue;
                var z = a.Z + (u * (b.Z - a.Z)) + (v * (c.Z - a.Z));
                var i = ((y - Top) * width) + x;
                if (z >= _depth[i])
                    continue;
                _depth[i] = z;
                _body[i] = body;
                _triangle[i] = triangle;
                _within[i] = new Vector2(u, v);
            }
        }
    }

    private static float[] Filled(int length)
    {
        var depth = new float[length];
        Array.Fill(depth, float.PositiveInfinity);
        return depth;
    }
}
