using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>The four lines of the mouth in the frontal plane, from the middle (0) to the left corner; the right half is their mirror.</summary>
internal sealed class LipLines
{
    public LipLines(FaceTraits t)
    {
        var smile = t.SmileAmount;
        var half = 25.5f + t.MouthWidth + (6.5f * smile) - (0.22f * t.MouthOpen);
        Centre = -67f + t.MouthHeight + (0.8f * smile);
        var upper = 7.2f + t.UpperLip - (1.4f * smile);
        var lower = 9.2f + t.LowerLip - (1.2f * smile);
        var rise = (5f * smile) - 0.8f - (0.06f * t.MouthOpen);
        var gap = t.MouthOpen;
        Corner = new Vector2(half, Centre + rise - (0.36f * gap));
        var c = Centre;
        var inner = half - 2.5f;
        InnerCorner = new Vector2(inner, Corner.Y);
        UpperEdge = new SmoothCurve(
            [new(0, c + upper - 1.1f), new(5.4f, c + upper + 0.2f), new(14, Blend.Mix(c + upper, Corner.Y, 0.36f)), new(half - 5, Corner.Y + 1.5f), Corner], 0, -0.9f);
        UpperInner = new SmoothCurve(
            [new(0, c - 0.4f), new(5, c + 0.2f), new(half * 0.55f, Blend.Mix(c, Corner.Y, 0.3f) + 0.1f), InnerCorner], 0, -0.5f);
        LowerInner = new SmoothCurve(
            [new(0, c - 0.45f - gap), new(6, c - (0.97f * gap)), new(half * 0.55f, Blend.Mix(c - (gap * 0.78f), Corner.Y, 0.28f)), InnerCorner], 0, gap > 1 ? 0.8f : -0.5f);
        LowerEdge = new SmoothCurve(
            [new(0, c - lower - gap), new(7, c - (lower * 0.97f) - gap), new(half * 0.62f, Blend.Mix(c - lower - gap, Corner.Y, 0.34f)), new(half - 4, Corner.Y - 2.4f), Corner], 0, 0.9f);
    }

    public float Centre { get; }

    public Vector2 Corner { get; }

    public Vector2 InnerCorner { get; }

    public SmoothCurve UpperEdge { get; }

    public SmoothCurve UpperInner { get; }

    public SmoothCurve LowerInner { get; }

    public SmoothCurve LowerEdge { get; }

    /// <summary>Negative where the lips part; about the distance in the frontal plane.</summary>
    public float OutsideGap(float ax, float y) => MathF.Max(y - UpperInner.At(ax), LowerInner.At(ax) - y) * 0.9f;

    /// <summary>How far into the red of the lips (ax, y) lies: 1 inside, 0 outside, over about a millimetre.</summary>
    public float Red(float ax, float y)
    {
        if (ax > Corner.X + 2)
            return 0;
        var outside = MathF.Max(y - UpperEdge.At(ax), LowerEdge.At(ax) - y);
        return 1 - Blend.Smooth(-0.7f, 0.6f, outside);
    }

    /// <summary>How far the lips stand out over the skin around them, in mm.</summary>
    public float Relief(float ax, float y)
    {
        if (ax > Corner.X + 1)
            return 0;
        var taper = MathF.Pow(MathF.Max(1 - Square(ax / (Corner.X + 0.6f)), 0), 0.6f);
        var (ue, ui, li, le) = (UpperEdge.At(ax), UpperInner.At(ax), LowerInner.At(ax), LowerEdge.At(ax));
        float relief;
        if (y > (ui + li) / 2)
            relief = y < ue ? Blend.Mix(1, 2.8f, Dome((y - ui) / MathF.Max(ue - ui, 1.5f), 0.35f)) : Blend.Smooth(4.5f, 0, y - ue);
        else
            relief = y > le ? Blend.Mix(1, 3.5f, Dome((li - y) / MathF.Max(li - le, 1.5f), 0.42f)) : Blend.Smooth(5, 0, le - y);
        return relief * taper;
    }

    /// <summary>0 at t = 1, 1 at <paramref name="peak"/>, falling a little towards 0 again.</summary>
    private static float Dome(float t, float peak)
    {
        t = Math.Clamp(t, 0, 1);
        return t < peak ? 1 - (0.35f * Square(1 - (t / peak))) : 1 - Square((t - peak) / (1 - peak));
    }

    private static float Square(float v) => v * v;
}
