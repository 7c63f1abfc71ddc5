using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>Colour of the eyeball at a point of the head's own frame, and the normal of the wet surface over it.</summary>
internal static class EyePaint
{
    public const float IrisRadius = 5.9f;
    private const float PupilRadius = 2.1f;

    /// <summary>The middle of the iris on one side (−1 the person's right, 1 left), in the head's own frame.</summary>
    public static Vector3 IrisCentre(EyeOpening eye, Vector2 gaze, float side)
    {
        var (x, y) = ((eye.Ball.X * side) + gaze.X, eye.Ball.Y + gaze.Y + 0.2f);
        return new Vector3(x, y, eye.BallDepth(MathF.Abs(x), y) + 0.4f);
    }

    public static (Vector3 Albedo, Vector3 LocalNormal, bool Iris) At(Vector3 p, Vector3 normal, Look look)
    {
        var eye = look.Field.Eye;
        var side = MathF.Sign(p.X);
        var iris = IrisCentre(eye, look.Gaze, side);
        var (dx, dy) = (p.X - iris.X, p.Y - iris.Y);
        var r = MathF.Sqrt((dx * dx) + (dy * dy));
        var q = new Vector3(p.X, p.Y, look.Seed);

        var ax = MathF.Abs(p.X);
        var corner = Blend.Smooth(6, 1, ax - eye.Inner.X);
        var white = new Vector3(0.5f, 0.465f, 0.43f) * (1 - (0.06f * MathF.Abs(Noise.Value(q * 0.7f))));
        white = Vector3.Lerp(white, new Vector3(0.5f, 0.2f, 0.17f), (0.75f * corner) + (0.18f * Blend.Smooth(8, 14, r)));

        var angle = MathF.Atan2(dy, dx);
        var fibres = 0.75f + (0.45f * Noise.Value(new Vector3(MathF.Cos(angle) * 9, MathF.Sin(angle) * 9, (r * 0.35f) + look.Seed)));
        var colour = look.Iris * fibres * Blend.Mix(1.35f, 0.8f, Blend.Smooth(2, 5.5f, r));
        colour *= 1 - (0.8f * Blend.Smooth(IrisRadius - 1.1f, IrisRadius, r));
        colour *= Blend.Smooth(PupilRadius - 0.25f, PupilRadius + 0.35f, r);
        var albedo = Vector3.Lerp(colour, white, Blend.Smooth(IrisRadius - 0.35f, IrisRadius + 0.35f, r));

        // The upper lid and its lashes shade the ball.
        var below = eye.Upper.At(ax) - p.Y;
        albedo *= Blend.Mix(0.38f, 1, Blend.Smooth(-0.5f, 4.2f, below)) * Blend.Mix(0.75f, 1, Blend.Smooth(0, 1.6f, p.Y - eye.Lower.At(ax)));
        if (r > 6.6f)
            return (albedo, normal, false);
        var bulge = Vector3.Normalize(new Vector3(dx, dy, MathF.Sqrt(MathF.Max((8.2f * 8.2f) - (r * r), 0))));
        return (albedo, Vector3.Normalize(Vector3.Lerp(bulge, normal, Blend.Smooth(5.2f, 6.6f, r))), r < IrisRadius);
    }
}
