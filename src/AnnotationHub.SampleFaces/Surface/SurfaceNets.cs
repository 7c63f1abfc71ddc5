using System.Numerics;

namespace AnnotationHub.SampleFaces.Surface;

/// <summary>
/// Turns a signed distance into triangles by naive surface nets (Gibson, MERL TR99-24): one vertex in each cell that the surface
/// crosses, one quad for each edge of the grid that it crosses, then each vertex is moved onto the surface along the gradient.
/// </summary>
internal sealed class SurfaceNets
{
    private const int Block = 8;
    private readonly Func<Vector3, float> _distance;
    private readonly Vector3 _low;
    private readonly float _cell;
    private readonly int _nx;
    private readonly int _ny;
    private readonly int _nz;
    private readonly float[] _values;
    private readonly int[] _vertexOf;

    private SurfaceNets(Func<Vector3, float> distance, Vector3 low, Vector3 high, float cell)
    {
        (_distance, _low, _cell) = (distance, low, cell);
        var size = (high - low) / cell;
        (_nx, _ny, _nz) = (Whole(size.X), Whole(size.Y), Whole(size.Z));
        _values = new float[_nx * _ny * _nz];
        _vertexOf = new int[_values.Length];
    }

    /// <summary>The surface of <paramref name="distance"/> between the corners, on a grid of <paramref name="cell"/> mm.</summary>
    /// <param name="substance">What it is made of.</param>
    /// <param name="distance">Negative inside.</param>
    /// <param name="low">The corner with the least coordinates.</param>
    /// <param name="high">The opposite corner.</param>
    /// <param name="cell">Finer than the thinnest part.</param>
    /// <param name="fine">Whether vertices are moved onto the surface: not where it has hard edges, which would fray.</param>
    public static Mesh Extract(Substance substance, Func<Vector3, float> distance, Vector3 low, Vector3 high, float cell, bool fine)
    {
        var nets = new SurfaceNets(distance, low, high, cell);
        nets.Sample();
        var points = nets.Vertices();
        var triangles = nets.Quads();
        var normals = new Vector3[points.Length];
        var open = new float[points.Length];
        Parallel.For(0, points.Length, i =>
        {
            if (fine)
                points[i] = nets.OntoSurface(points[i]);
            normals[i] = nets.Gradient(points[i], fine ? 0.35f : 1.2f);
            open[i] = nets.Openness(points[i], normals[i]);
        });
        return new Mesh(substance, points, normals, open, triangles);
    }

    private static int Whole(float cells) => (((int)MathF.Ceiling(cells) + Block - 1) / Block * Block) + 1;

    private int Index(int x, int y, int z) => (((z * _ny) + y) * _nx) + x;

    private Vector3 Corner(int x, int y, int z) => _low + (new Vector3(x, y, z) * _cell);

    /// <summary>Evaluates the field near the surface only; far blocks keep the sign of their centre.</summary>
    private void Sample()
    {
        var (bx, by, bz) = ((_nx - 1) / Block, (_ny - 1) / Block, (_nz - 1) / Block);
        Array.Fill(_values, float.NaN);
        Parallel.For(0, bz, z =>
        {
            for (var y = 0; y < by; y++)
            {
                for (var x = 0; x < bx; x++)
                    SampleBlock(x * Block, y * Block, z * Block);
            }
        });
    }

    private void SampleBlock(int x0, int y0, int z0)
    {
        var half = Block / 2f;
        var middle = _low + ((new Vector3(x0, y0, z0) + new Vector3(half)) * _cell);
        var d = _distance(middle);
        // Ellipsoids and smooth joins under- and overstate distances: keep twice the block's half diagonal.
        var near = MathF.Abs(d) < Block * _cell * 1.75f;
        for (var z = z0; z < z0 + Block; z++)
        {
            for (var y = y0; y < y0 + Block; y++)
            {
                for (var x = x0; x < x0 + Block; x++)
                    _values[Index(x, y, z)] = near ? _distance(Corner(x, y, z)) : d;
            }
        }
    }

    private Vector3[] Vertices()
    {
        var points = new List<Vector3>();
        for (var z = 0; z < _nz - 2; z++)
        {
            for (var y = 0; y < _ny - 2; y++)
            {
                for (var x = 0; x < _nx - 2; x++)
                {
                    if (Crossing(x, y, z) is not { } at)
                        continue;
                    _vertexOf[Index(x, y, z)] = points.Count;
                    points.Add(at);
                }
            }
        }

        return [.. points];
    }

    private Vector3? Crossing(int x, int y, int z)
    {
        Span<float> v = stackalloc float[8];
        var inside = 0;
        for (var i = 0; i < 8; i++)
        {
            v[i] = _values[Index(x + (i & 1), y + ((i >> 1) & 1), z + (i >> 2))];
            if (v[i] < 0)
                inside++;
        }

        if (inside is 0 or 8)
            return null;

        var (sum, count) = (Vector3.Zero, 0);
        for (var a = 0; a < 8; a++)
        {
            for (var axis = 1; axis < 8; axis <<= 1)
            {
                var b = a | axis;
                if (b == a || (v[a] < 0) == (v[b] < 0))
                    continue;
                var t = v[a] / (v[a] - v[b]);
                sum += Vector3.Lerp(Offset(a), Offset(b), t);
                count++;
            }
        }

        return Corner(x, y, z) + (sum / count * _cell);
    }

    private static Vector3 Offset(int i) => new(i & 1, (i >> 1) & 1, i >> 2);

    private int[] Quads()
    {
        var triangles = new List<int>();
        for (var z = 1; z < _nz - 2; z++)
        {
            for (var y = 1; y < _ny - 2; y++)
            {
                for (var x = 1; x < _nx - 2; x++)
                {
                    var at = Index(x, y, z);
                    var inside = _values[at] < 0;
                    Quad(triangles, inside, at, at + 1, _nx, _nx * _ny);
                    Quad(triangles, inside, at, at + _nx, _nx * _ny, 1);
                    Quad(triangles, inside, at, at + (_nx * _ny), 1, _nx);
                }
            }
        }

        return [.. triangles];
    }

    /// <summary>The four cells around the grid edge from <paramref name="at"/> to <paramref name="next"/>, where the surface crosses it.</summary>
    private void Quad(List<int> triangles, bool inside, int at, int next, int u, int v)
    {
        if (inside == (_values[next] < 0))
            return;
        var (a, b, c, d) = (_vertexOf[at], _vertexOf[at - u], _vertexOf[at - u - v], _vertexOf[at - v]);
        triangles.AddRange(inside ? [a, b, c, a, c, d] : [a, c, b, a, d, c]);
    }

    private Vector3 OntoSurface(Vector3 p)
    {
        for (var i = 0; i < 2; i++)
        {
            var step = Math.Clamp(_distance(p), -0.5f * _cell, 0.5f * _cell);
            p -= Gradient(p, 0.35f) * step;
        }

        return p;
    }

    private Vector3 Gradient(Vector3 p, float cells)
    {
        var h = cells * _cell;
        var (x, y, z) = (new Vector3(h, 0, 0), new Vector3(0, h, 0), new Vector3(0, 0, h));
        var g = new Vector3(_distance(p + x) - _distance(p - x), _distance(p + y) - _distance(p - y), _distance(p + z) - _distance(p - z));
        var length = g.Length();
        return length > 1e-6f ? g / length : Vector3.UnitZ;
    }

    /// <summary>How much of the surroundings is free within about 25 mm, by comparing the field along the normal with the way gone.</summary>
    private float Openness(Vector3 p, Vector3 n)
    {
        ReadOnlySpan<float> reach = [1.5f, 4, 9, 18, 30];
        float shut = 0, weight = 1, total = 0;
        foreach (var r in reach)
        {
            shut += weight * Math.Clamp((r - _distance(p + (n * r))) / r, 0, 1);
            total += weight;
            weight *= 0.8f;
        }

        return 1 - (shut / total);
    }
}
