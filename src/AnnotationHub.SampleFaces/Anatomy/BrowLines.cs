using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>The upper and lower edge of the left brow in the frontal plane, from the head beside the nose to the tail.</summary>
internal sealed class BrowLines
{
    public BrowLines(FaceTraits t)
    {
        var h = 1.5f + t.BrowHeight;
        var thick = 7.4f + t.BrowThickness;
        var (a, r) = (t.BrowArch, t.BrowInnerRaise);
        var x = t.EyeSpacing * 0.6f;
        Tail = new Vector2(58.5f + x, 15.2f + h - (a * 0.5f));
        Upper = new SmoothCurve(
            [new(13.5f + x, 18.6f + h + r), new(25 + x, 22.4f + h + (a * 0.35f) + (r * 0.6f)), new(40 + x, 24.6f + h + a), new(51 + x, 21.4f + h + (a * 0.5f)), Tail], 0, -1);
        Lower = new SmoothCurve(
            [new(13.9f + x, 18.6f + h + r - thick), new(25 + x, 22.2f + h + (a * 0.35f) + (r * 0.6f) - (thick * 0.97f)), new(40 + x, 24.3f + h + a - (thick * 0.74f)), new(51 + x, 21.2f + h + (a * 0.5f) - (thick * 0.42f)), Tail], 0, -1);
    }

    public Vector2 Tail { get; }

    public SmoothCurve Upper { get; }

    public SmoothCurve Lower { get; }

    /// <summary>1 in the brow, 0 outside, soft over 1.5 mm.</summary>
    public float Cover(float ax, float y)
    {
        if (ax < Upper.From - 2 || ax > Tail.X + 1)
            return 0;
        var outside = MathF.Max(y - Upper.At(ax), Lower.At(ax) - y);
        return (1 - Blend.Smooth(-1.2f, 0.4f, outside)) * Blend.Smooth(-1.5f, 1.5f, ax - Upper.From);
    }
}
