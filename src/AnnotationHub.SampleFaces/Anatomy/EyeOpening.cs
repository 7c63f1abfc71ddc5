using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>The almond between the lids of the left eye in the frontal plane (the right one is its mirror), and the ball behind it.</summary>
internal sealed class EyeOpening
{
    /// <summary>The ball's radii: flatter than a real one, since the corners of the lids reach past the ball's sides.</summary>
    public static readonly Vector3 BallRadii = new(17.2f, 13f, 12f);

    public EyeOpening(FaceTraits t)
    {
        var s = t.EyeSize;
        Ball = new Vector3(31.5f + t.EyeSpacing, 0, 70);
        var squint = 0.35f * t.SmileAmount;
        var up = ((5.6f * t.EyeOpenAmount) - squint + (0.8f * (t.EyeOpenAmount - 1))) * s;
        var low = (-4.6f + (1.1f * t.SmileAmount) + (0.6f * (1 - t.EyeOpenAmount))) * s;
        var tilt = t.EyeTilt;
        Inner = new Vector2(Ball.X - (14.8f * s), -1.6f - (tilt * 0.3f));
        Outer = new Vector2(Ball.X + (14.2f * s), -1.2f + (tilt * 0.7f));
        up = MathF.Max(up, low + 0.5f);
        Upper = new SmoothCurve(
            [Inner, At(0.16f, up * 0.52f), At(0.42f, up), At(0.64f, up * 0.97f), At(0.86f, up * 0.54f), Outer], 1.1f, -1.1f);
        Lower = new SmoothCurve(
            [Inner, At(0.16f, low * 0.42f), At(0.42f, low * 0.9f), At(0.66f, low), At(0.88f, low * 0.52f), Outer], -1.1f, 1.1f);
    }

    public Vector3 Ball { get; }

    public Vector2 Inner { get; }

    public Vector2 Outer { get; }

    public SmoothCurve Upper { get; }

    public SmoothCurve Lower { get; }

    /// <summary>Signed distance to the almond's edge in the frontal plane, negative between the lids.</summary>
    public float Outside(float ax, float y) => MathF.Max(y - Upper.At(ax), Lower.At(ax) - y) * 0.85f;

    /// <summary>The ball's surface in front of (ax, y); its rim where the ball does not reach.</summary>
    public float BallDepth(float ax, float y)
    {
        var (u, v) = ((ax - Ball.X) / BallRadii.X, (y - Ball.Y) / BallRadii.Y);
        return Ball.Z + (BallRadii.Z * MathF.Sqrt(MathF.Max(1 - (u * u) - (v * v), 0)));
    }

    /// <summary>A point between the corners, <paramref name="rise"/> above the line that joins them.</summary>
    private Vector2 At(float along, float rise) => Vector2.Lerp(Inner, Outer, along) + new Vector2(0, rise);
}
