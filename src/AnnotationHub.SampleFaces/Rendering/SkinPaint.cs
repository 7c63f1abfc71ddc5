using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>Colour and small relief of skin at a point of the head's own frame.</summary>
internal static class SkinPaint
{
    /// <summary>Albedo (linear) and how glossy the place is (0 to 1).</summary>
    public static (Vector3 Albedo, float Gloss) At(Vector3 p, Look look)
    {
        var (ax, y) = (MathF.Abs(p.X), p.Y);
        var t = look.Traits;
        var q = p + new Vector3(look.Seed);
        var skin = look.Skin;
        var melanin = 1 - Math.Clamp(skin.X * 1.6f, 0, 1);

        var mottle = Noise.Fractal(q * 0.055f, 3);
        skin *= 1 + (0.10f * mottle) + (0.05f * Noise.Fractal(q * 0.35f, 2));
        skin *= Vector3.One - (new Vector3(-0.02f, 0.02f, 0.035f) * (1 + Noise.Value(q * 0.03f)));

        var front = Blend.Smooth(20, 55, p.Z);
        var blush = front * look.Blush * (
            (0.9f * Blend.Bell(ax - 43, y + 34, 19, 17))
            + (0.8f * Blend.Bell(ax, y - look.Field.NoseTipY, 13, 11))
            + (0.35f * Blend.Bell(ax, y - look.Field.ChinY - 4, 16, 12))) * (0.8f + (0.3f * mottle));
        blush += look.Blush * 0.9f * Blend.Smooth(66, 80, ax);
        skin *= Vector3.One - (new Vector3(0.04f, 0.25f, 0.22f) * blush);

        var gloss = look.Shine * (0.35f + (0.55f * front * (Blend.Bell(ax, y - 45, 34, 24) + Blend.Bell(ax, y + 20, 10, 24) + (0.5f * Blend.Bell(ax - 42, y + 22, 15, 11)))));
        (skin, gloss) = Eyes(skin, gloss, ax, y, look, front);
        skin = Marks(skin, p, q, ax, y, look, front, melanin);
        return Lips(skin, gloss, p, ax, y, look, t);
    }

    /// <summary>Height in mm of pores and lines of age, for the normal.</summary>
    public static float Relief(Vector3 p, Look look, float mmPerSample)
    {
        var q = p + new Vector3(look.Seed);
        var age = Blend.Smooth(0.15f, 1.1f, look.Traits.AgeAmount);
        var h = 0.03f * Noise.Fractal(q * 0.45f, 2);
        // Finer than a sample is only noise: let it fade.
        if (mmPerSample < 0.7f)
            h += 0.035f * (1 - (mmPerSample / 0.7f)) * Noise.Value(q * 1.5f);
        if (age <= 0 || p.Z < 20)
            return h;

        var ax = MathF.Abs(p.X);
        var forehead = Blend.Bell(ax, p.Y - 52, 46, 20) * Blend.Smooth(30, 36, p.Y);
        var lines = MathF.Sin((p.Y * 0.62f) + (0.9f * Noise.Value(new Vector3(p.X * 0.03f, p.Y * 0.06f, look.Seed))) + (ax * ax * 0.0006f));
        h -= age * 0.85f * forehead * MathF.Pow(MathF.Max(lines, 0), 6);
        var outer = look.Field.Eye.Outer;
        var (dx, dy) = (ax - outer.X - 1, p.Y - outer.Y);
        var ray = MathF.Sin((MathF.Atan2(dy, dx) * 8.5f) + Noise.Value(q * 0.08f));
        h -= age * (0.35f + (0.5f * look.Traits.SmileAmount)) * Blend.Bell(dx - 8, dy, 8, 12) * MathF.Pow(MathF.Max(ray, 0), 4) * Blend.Smooth(0, 4, dx);
        var baggy = look.Field.Eye.Lower.At(ax) - p.Y;
        h -= age * 0.4f * Blend.Bell(baggy - 8, 0, 2, 1) * Blend.Bell(ax - look.Field.Eye.Ball.X, 0, 15, 1) * (1 + Noise.Value(q * 0.2f));
        return h;
    }

    private static (Vector3 Skin, float Gloss) Eyes(Vector3 skin, float gloss, float ax, float y, Look look, float front)
    {
        var eye = look.Field.Eye;
        if (ax < 8 || ax > 66 || y < -32 || y > 34 || front <= 0)
            return (skin, gloss);
        var under = eye.Lower.At(ax) - y;
        var over = y - eye.Upper.At(ax);
        var within = Blend.Smooth(eye.Inner.X - 4, eye.Inner.X + 4, ax) * Blend.Smooth(eye.Outer.X + 6, eye.Outer.X - 3, ax);
        var dark = 0.22f + (0.25f * look.Traits.AgeAmount);
        skin *= Vector3.One - (new Vector3(0.5f, 0.75f, 0.6f) * (dark * within * Blend.Bell(under - 7, 0, 6, 1)));
        skin *= Vector3.One - (new Vector3(0.3f, 0.45f, 0.4f) * (0.5f * within * Blend.Smooth(-1, 2, over) * Blend.Smooth(9, 3, over)));
        // The rims of the lids: a dark root of lashes above, a pink wet edge below.
        skin *= 1 - (0.72f * within * Blend.Smooth(1.3f, 0.2f, over) * Blend.Smooth(-4, -1, over));
        skin = Vector3.Lerp(skin, new Vector3(0.52f, 0.24f, 0.2f), 0.35f * within * Blend.Smooth(1.2f, 0.2f, under) * Blend.Smooth(-3, -0.5f, under));
        return (skin, gloss + (0.25f * within * Blend.Smooth(1.5f, 0, MathF.Abs(under))));
    }

    private static Vector3 Marks(Vector3 skin, Vector3 p, Vector3 q, float ax, float y, Look look, float front, float melanin)
    {
        if (y > -75 && (ax > 40 || y > 30))
            skin = Vector3.Lerp(skin, look.Hair * 0.8f, 0.8f * look.Scalp(p));
        var brow = look.Field.Brow.Cover(ax, y) * front;
        if (brow > 0)
            skin = Vector3.Lerp(skin, look.Hair * 0.8f, brow * look.BrowShade * (0.75f + (0.25f * Noise.Value(q * 0.5f))));
        if (look.Stubble > 0)
        {
            var jaw = Blend.Smooth(-36, -58, y + (ax * 0.28f)) * Blend.Smooth(-150, -112, y) * Blend.Smooth(-5, 20, p.Z);
            var moustache = Blend.Bell(ax, y - look.Field.Lips.UpperEdge.At(0) - 6, 24, 6) * front;
            var beard = Math.Clamp(jaw + moustache, 0, 1) * (0.75f + (0.35f * Noise.Value(q * 1.7f)) + (0.2f * Noise.Value(q * 0.1f)));
            skin = Vector3.Lerp(skin, (skin * 0.35f) + (look.Hair * 0.3f) + new Vector3(0, 0.005f, 0.01f), Math.Clamp(look.Stubble * beard * 0.62f, 0, 0.9f));
        }

        if (look.Freckles > 0)
        {
            var spots = Blend.Smooth(0.25f, 0.5f, Noise.Value(q * 0.42f)) * Blend.Smooth(-0.3f, 0.5f, Noise.Value(q * 0.09f));
            skin *= Vector3.One - (new Vector3(0.25f, 0.42f, 0.5f) * (look.Freckles * spots * front * Blend.Smooth(-70, -30, y) * Blend.Smooth(30, 5, y)));
        }

        // Spots of age and a few moles.
        var spot = Blend.Smooth(0.62f, 0.72f, Noise.Value((q * 0.1f) + new Vector3(40)));
        skin *= 1 - (0.16f * look.Traits.AgeAmount * spot * (1 - (0.5f * melanin)));
        foreach (var mole in look.Moles)
            skin *= 1 - (0.6f * Blend.Smooth(1.5f, 0.9f, (p - mole).Length()));
        return skin;
    }

    private static (Vector3 Albedo, float Gloss) Lips(Vector3 skin, float gloss, Vector3 p, float ax, float y, Look look, FaceTraits t)
    {
        var lips = look.Field.Lips;
        if (p.Z < 60 || ax > lips.Corner.X + 3 || y > lips.UpperEdge.At(0) + 8 || y < lips.LowerEdge.At(0) - 4)
            return (skin, gloss);
        var gap = lips.OutsideGap(ax, y);
        if (t.MouthOpen > 1 && gap < -0.3f)
        {
            var deep = Blend.Smooth(96, 82, p.Z);
            return (Vector3.Lerp(skin * new Vector3(0.6f, 0.3f, 0.3f), new Vector3(0.035f, 0.008f, 0.008f), deep), 0.3f);
        }

        var red = lips.Red(ax, y);
        var bright = 0.25f + (1.5f * look.Skin.X);
        var colour = Vector3.Lerp(skin * new Vector3(0.88f, 0.64f, 0.64f), new Vector3(0.40f, 0.085f, 0.085f) * bright, look.LipColour * 0.45f);
        colour *= 1 - (0.12f * MathF.Abs(Noise.Value(new Vector3(p.X * 0.75f, p.Y * 0.16f, look.Seed))));
        skin = Vector3.Lerp(skin, colour, red);
        // The line between closed lips.
        skin *= 1 - (0.62f * Blend.Smooth(1.1f, 0, MathF.Abs(gap)) * (t.MouthOpen > 1 ? 0.4f : 1) * Blend.Smooth(lips.Corner.X + 0.3f, lips.Corner.X - 4, ax));
        return (skin, Blend.Mix(gloss, 0.75f, red * 0.8f));
    }
}
