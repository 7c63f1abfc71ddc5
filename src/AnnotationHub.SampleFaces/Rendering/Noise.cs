using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>Repeatable noise from integer hashes: the same numbers on every machine and every run.</summary>
internal static class Noise
{
    /// <summary>A number in [0, 1) from a lattice point.</summary>
    public static float Hash(int x, int y, int z)
    {
        unchecked
        {
            var h = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ ((uint)z * 0xC2B2AE3Du);
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return ((h ^ (h >> 15)) >> 8) * (1f / 16777216f);
        }
    }

    /// <summary>Smooth noise in [−1, 1], one feature per unit.</summary>
    public static float Value(Vector3 p)
    {
        var (fx, fy, fz) = (MathF.Floor(p.X), MathF.Floor(p.Y), MathF.Floor(p.Z));
        var (x, y, z) = ((int)fx, (int)fy, (int)fz);
        var (u, v, w) = (Fade(p.X - fx), Fade(p.Y - fy), Fade(p.Z - fz));
        var a = Mix(Mix(Hash(x, y, z), Hash(x + 1, y, z), u), Mix(Hash(x, y + 1, z), Hash(x + 1, y + 1, z), u), v);
        var b = Mix(Mix(Hash(x, y, z + 1), Hash(x + 1, y, z + 1), u), Mix(Hash(x, y + 1, z + 1), Hash(x + 1, y + 1, z + 1), u), v);
        return (2 * Mix(a, b, w)) - 1;
    }

    /// <summary>Several octaves of <see cref="Value"/>, in about [−1, 1].</summary>
    public static float Fractal(Vector3 p, int octaves)
    {
        float sum = 0, amplitude = 0.5f;
        for (var i = 0; i < octaves; i++)
        {
            sum += amplitude * Value(p);
            p = (p * 2.03f) + new Vector3(17.3f, 9.1f, 5.7f);
            amplitude *= 0.5f;
        }

        return sum;
    }

    private static float Fade(float t) => t * t * (3 - (2 * t));

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
