using System.Numerics;

namespace AnnotationHub.SampleFaces.Hair;

/// <summary>Keeps hair on the outside of a body given by its signed distance in mm.</summary>
internal sealed class Clearance(Func<Vector3, float> body)
{
    /// <summary>Moves a point to at least <paramref name="clear"/> mm above the skin.</summary>
    /// <param name="p">A point of a hair.</param>
    /// <param name="clear">Its height among the layers of hair, mm.</param>
    /// <param name="clings">Whether hair that stands off the head falls back on it; below the jaw it hangs free.</param>
    public Vector3 Keep(Vector3 p, float clear, bool clings)
    {
        for (var i = 0; i < 2; i++)
        {
            var d = body(p);
            var loose = clear + 1.5f + (0.12f * MathF.Max(-30 - p.Y, 0));
            if (d >= clear && (d <= loose || p.Y < -75 || !clings))
                return p;
            var move = d < clear ? clear - d : -0.4f * MathF.Min(d - loose, 5);
            const float h = 1.5f;
            var gradient = new Vector3(
                body(p + new Vector3(h, 0, 0)) - d,
                body(p + new Vector3(0, h, 0)) - d,
                body(p + new Vector3(0, 0, h)) - d);
            p += Vector3.Normalize(gradient + new Vector3(0, 0, 1e-6f)) * move;
        }

        return p;
    }

    /// <summary>A short hair that leaves its root in a direction and rises to <paramref name="clear"/> mm.</summary>
    public Vector3[] Lying(Vector3 root, Vector3 direction, float length, float clear)
    {
        var line = new Vector3[4];
        line[0] = root;
        for (var i = 1; i < 4; i++)
            line[i] = Keep(line[i - 1] + (direction * (length / 3)), clear * i / 3, false);
        return line;
    }
}
