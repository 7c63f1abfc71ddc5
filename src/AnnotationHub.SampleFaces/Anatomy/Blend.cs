using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>
/// Signed distances of simple bodies and their smooth unions, in millimetres, negative inside (formulas after Inigo Quilez,
/// iquilezles.org/articles/distfunctions and /smin).
/// </summary>
internal static class Blend
{
    /// <summary>Union with a fillet of about <paramref name="k"/> mm.</summary>
    public static float Union(float a, float b, float k)
    {
        var h = MathF.Max(k - MathF.Abs(a - b), 0) / k;
        return MathF.Min(a, b) - (h * h * k * 0.25f);
    }

    /// <summary><paramref name="a"/> without <paramref name="b"/>, with a rounded edge.</summary>
    public static float Without(float a, float b, float k) => -Union(-a, b, k);

    /// <summary>Exact on the surface, a bound elsewhere.</summary>
    public static float Ellipsoid(Vector3 p, Vector3 centre, Vector3 radii)
    {
        var q = p - centre;
        var a = (q / radii).Length();
        var b = (q / (radii * radii)).Length();
        return b < 1e-6f ? -MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z)) : a * (a - 1) / b;
    }

    /// <summary>A rod from <paramref name="a"/> to <paramref name="b"/> whose radius goes from ra to rb.</summary>
    public static float Rod(Vector3 p, Vector3 a, Vector3 b, float ra, float rb)
    {
        var (pa, ba) = (p - a, b - a);
        var h = Math.Clamp(Vector3.Dot(pa, ba) / ba.LengthSquared(), 0, 1);
        return (pa - (ba * h)).Length() - (ra + ((rb - ra) * h));
    }

    public static float Smooth(float edge0, float edge1, float x)
    {
        var t = Math.Clamp((x - edge0) / (edge1 - edge0), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A bell of height 1 and the given widths, in the frontal plane.</summary>
    public static float Bell(float dx, float dy, float wx, float wy) =>
        MathF.Exp(-((dx * dx / (wx * wx)) + (dy * dy / (wy * wy))));

    public static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
