using System.Numerics;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>Depths seen from the key light over everything in the picture (Williams 1978), looked up with a soft edge.</summary>
internal sealed class ShadowMap
{
    private const int Size = 2048;
    private const int Taps = 12;
    private readonly float[] _depth = new float[Size * Size];
    private readonly Vector3 _right;
    private readonly Vector3 _up;
    private readonly Vector3 _from;
    private readonly Vector2 _low;
    private readonly float _scale;
    private readonly float _softTexels;

    public ShadowMap(IReadOnlyList<Placed> bodies, Light light)
    {
        _from = Vector3.Normalize(light.KeyFrom);
        _right = Vector3.Normalize(Vector3.Cross(MathF.Abs(_from.Y) > 0.9f ? Vector3.UnitZ : Vector3.UnitY, _from));
        _up = Vector3.Cross(_from, _right);
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (var p in bodies.Where(b => b.Mesh.Substance != Substance.Cloth).SelectMany(b => b.World))
        {
            var at = new Vector2(Vector3.Dot(p, _right), Vector3.Dot(p, _up));
            (low, high) = (Vector2.Min(low, at), Vector2.Max(high, at));
        }

        var extent = MathF.Max(high.X - low.X, high.Y - low.Y) + 20;
        _low = ((low + high) / 2) - new Vector2(extent / 2);
        _scale = Size / extent;
        _softTexels = light.SoftnessMm * _scale;
        Array.Fill(_depth, float.MinValue);
        foreach (var body in bodies.Where(b => b.Mesh.Substance != Substance.EyeBall))
            Draw(body);
    }

    /// <summary>How much of the key light reaches <paramref name="p"/>, 0 to 1; <paramref name="turn"/> in [0, 1) rotates the taps.</summary>
    public float Reaches(Vector3 p, Vector3 normal, float turn)
    {
        // A surface must not shadow itself: step off it, more where the light grazes.
        var at = OnMap(p + (normal * 2.2f));
        float sum = 0;
        for (var i = 0; i < Taps; i++)
        {
            var (r, a) = (MathF.Sqrt((i + 0.5f) / Taps) * _softTexels, (i * 2.39996f) + (turn * 6.2831853f));
            var (x, y) = ((int)(at.X + (r * MathF.Cos(a))), (int)(at.Y + (r * MathF.Sin(a))));
            if ((uint)x >= Size || (uint)y >= Size)
            {
                sum++;
                continue;
            }

            // Taps far from the middle are compared with more slack: the surface slopes away under them.
            sum += 1 - Math.Clamp((_depth[(y * Size) + x] - at.Z - 1.5f - (0.5f * r / _scale)) / 2.5f, 0, 1);
        }

        return sum / Taps;
    }

    private Vector3 OnMap(Vector3 p) => new(
        (Vector3.Dot(p, _right) - _low.X) * _scale, (Vector3.Dot(p, _up) - _low.Y) * _scale, Vector3.Dot(p, _from));

    private void Draw(Placed body)
    {
        var t = body.Mesh.Triangles;
        var on = new Vector3[body.World.Length];
        Parallel.For(0, on.Length, i => on[i] = OnMap(body.World[i]));
        for (var i = 0; i < t.Length; i += 3)
            Draw(on[t[i]], on[t[i + 1]], on[t[i + 2]]);
    }

    private void Draw(Vector3 a, Vector3 b, Vector3 c)
    {
        var (x0, x1) = (Math.Max((int)MathF.Min(a.X, MathF.Min(b.X, c.X)), 0), Math.Min((int)MathF.Max(a.X, MathF.Max(b.X, c.X)), Size - 1));
        var (y0, y1) = (Math.Max((int)MathF.Min(a.Y, MathF.Min(b.Y, c.Y)), 0), Math.Min((int)MathF.Max(a.Y, MathF.Max(b.Y, c.Y)), Size - 1));
        var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
        if (MathF.Abs(area) < 1e-9f)
            return;
        for (var y = y0; y <= y1; y++)
        {
            for (var x = x0; x <= x1; x++)
            {
                var (px, py) = (x + 0.5f, y + 0.5f);
                var u = (((px - a.X) * (c.Y - a.Y)) - ((py - a.Y) * (c.X - a.X))) / area;
                var v = (((b.X - a.X) * (py - a.Y)) - ((b.Y - a.Y) * (px - a.X))) / area;
                if (u < 0 || v < 0 || u + v > 1)
                    continue;
                var z = a.Z + (u * (b.Z - a.Z)) + (v * (c.Z - a.Z));
                ref var d = ref _depth[(y * Size) + x];
                d = MathF.Max(d, z);
            }
        }
    }
}
