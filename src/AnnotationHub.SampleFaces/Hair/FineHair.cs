using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Hair;

/// <summary>Brows and lashes, planted along the lines of the face from which their landmarks are read.</summary>
internal sealed class FineHair(Clearance clearance, HeadField head, Dice dice)
{
    /// <param name="density">Share of the full number of hairs.</param>
    public Strands Grow(float density)
    {
        var strands = new Strands(Substance.FineHair);
        Brows(strands, density);
        Lashes(strands);
        return strands;
    }

    private void Brows(Strands strands, float density)
    {
        var (brow, t) = (head.Brow, head.Traits);
        var count = (int)(780 * density * (1 + (0.06f * t.BrowThickness)));
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            for (var i = 0; i < count; i++)
            {
                var x = Blend.Mix(brow.Upper.From, brow.Tail.X - 1, MathF.Pow(dice.Next(), 0.92f));
                var (low, high) = (brow.Lower.At(x), brow.Upper.At(x));
                var v = dice.Between(0.03f, 0.94f);
                var along = (x - brow.Upper.From) / (brow.Tail.X - brow.Upper.From);
                if (head.Front(x * side, Blend.Mix(low, high, v)) is not { } root)
                    continue;
                // Upright beside the nose, then along the brow, the upper ones downwards.
                var rise = Blend.Mix(1.5f, -0.1f, Blend.Smooth(0, 0.35f, along)) - (1.3f * (v - 0.35f) * Blend.Smooth(0, 0.35f, along)) - (0.35f * along);
                var direction = Vector3.Normalize(new Vector3(side, rise, 0.1f - (0.75f * along)) + (dice.Ball() * 0.22f));
                var length = MathF.Min(dice.Between(4.5f, 7), 1.2f + ((brow.Tail.X + 2 - x) * 0.9f)) * Blend.Mix(0.62f, 1, Blend.Smooth(0, 0.3f, along));
                strands.Add(clearance.Lying(root, direction, length, 0.7f), 0.24f / MathF.Sqrt(density), 0.35f + (0.3f * dice.Next()), 0.9f);
            }
        }
    }

    private void Lashes(Strands strands)
    {
        var eye = head.Eye;
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            for (var i = 0; i < 100; i++)
            {
                var upper = i < 72;
                var x = Blend.Mix(eye.Inner.X + 3, eye.Outer.X, dice.Next());
                var y = (upper ? eye.Upper : eye.Lower).At(x);
                var root = new Vector3(x * side, y + (upper ? 0.1f : -0.3f), eye.BallDepth(x, y) + 1.4f);
                var fan = (x - eye.Ball.X) / 15;
                var length = (upper ? dice.Between(3.5f, 6.2f) : dice.Between(1.5f, 2.6f)) * (0.75f + (0.35f * fan));
                var way = new Vector3((fan * 0.75f * side) + (0.12f * dice.Between(-1, 1)), upper ? 0.12f : -0.5f, 1);
                var bend = new Vector3(0, upper ? 0.95f : -0.35f, -0.2f);
                strands.Add([.. Enumerable.Range(0, 4).Select(k => root + (Vector3.Normalize(way + (bend * (k / 3f))) * (length * k / 3)))], 0.15f, 0.2f, 0.7f);
            }
        }
    }
}
