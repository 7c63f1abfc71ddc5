using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>What a camera makes of light: lens softness, fall-off to the corners, grain, tone curve, sRGB.</summary>
internal sealed record Film(float Exposure, float Vignette, float Grain, float Warmth)
{
    /// <summary>Bytes red, green, blue per pixel, row by row.</summary>
    public byte[] Develop(Picture picture, int seed)
    {
        var (w, h) = (picture.Width, picture.Height);
        var bytes = new byte[w * h * 3];
        var tint = new Vector3(1 + (0.06f * Warmth), 1, 1 - (0.07f * Warmth));
        Parallel.For(0, h, y =>
        {
            for (var x = 0; x < w; x++)
            {
                var (dx, dy) = (((x + 0.5f) / w) - 0.5f, ((y + 0.5f) / h) - 0.5f);
                var fall = 1 - (Vignette * 2 * ((dx * dx) + (dy * dy)));
                var colour = Tone(Soft(picture, x, y) * tint * (Exposure * fall));
                var at = ((y * w) + x) * 3;
                var common = Bell(x, y, seed);
                for (var c = 0; c < 3; c++)
                {
                    var v = Srgb(colour[c]);
                    v += Grain * ((0.7f * common) + (0.3f * Bell(x, y, seed + 31 + c))) * (1.1f - (0.6f * v));
                    bytes[at + c] = (byte)Math.Clamp((v * 255) + 0.5f, 0, 255);
                }
            }
        });
        return bytes;
    }

    /// <summary>A lens is never perfectly sharp: a fifth of the light goes to the four neighbours.</summary>
    private static Vector3 Soft(Picture p, int x, int y)
    {
        var (l, r) = (Math.Max(x - 1, 0), Math.Min(x + 1, p.Width - 1));
        var (u, d) = (Math.Max(y - 1, 0), Math.Min(y + 1, p.Height - 1));
        var row = y * p.Width;
        return (p.Colours[row + x] * 0.8f) + ((p.Colours[row + l] + p.Colours[row + r] + p.Colours[(u * p.Width) + x] + p.Colours[(d * p.Width) + x]) * 0.05f);
    }

    /// <summary>Keeps midtones, bends highlights (Hable's filmic curve, GDC 2010, with its published constants).</summary>
    private static Vector3 Tone(Vector3 c) => Curve(c * 2.1f) / Curve(new Vector3(8f));

    private static Vector3 Curve(Vector3 x)
    {
        const float a = 0.22f, b = 0.30f, c = 0.10f, d = 0.20f, e = 0.01f, f = 0.30f;
        return (((x * ((x * a) + new Vector3(c * b))) + new Vector3(d * e)) / ((x * ((x * a) + new Vector3(b))) + new Vector3(d * f))) - new Vector3(e / f);
    }

    private static float Srgb(float v)
    {
        v = Math.Clamp(v, 0, 1);
        return v <= 0.0031308f ? v * 12.92f : (1.055f * MathF.Pow(v, 1 / 2.4f)) - 0.055f;
    }

    private static float Bell(int x, int y, int seed) =>
        Noise.Hash(x, y, seed) + Noise.Hash(x, y, seed + 1000) + Noise.Hash(x, y, seed + 2000) - 1.5f;
}
