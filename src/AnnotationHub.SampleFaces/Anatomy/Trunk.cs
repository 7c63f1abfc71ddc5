using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>The cut of the garment at the neck.</summary>
internal enum Neckline
{
    Round,
    Open,
    Collar,
    High,
}

/// <summary>Neck, shoulders and chest as a signed distance in the trunk's own frame (that of an upright, unturned head), and the garment over them.</summary>
internal sealed class Trunk(float shoulderWidth, float bulk, Neckline neckline)
{
    /// <summary>Where neck and trunk meet.</summary>
    public static readonly Vector3 NeckBase = new(0, -172, -40);

    /// <summary>The point about which a head turns against its trunk.</summary>
    public static readonly Vector3 Pivot = new(0, -62, -24);

    public float Skin(Vector3 p)
    {
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        var d = Blend.Rod(q, new(0, -236, -56), new(shoulderWidth, -236, -58), 50 + bulk, 47 + bulk);
        d = Blend.Union(d, Blend.Rod(q, new(20, -160, -56), new(shoulderWidth - 26, -208, -60), 34, 42 + bulk), 34);
        d = Blend.Union(d, Blend.Ellipsoid(q, new(0, -345, -34), new(shoulderWidth + 12 + bulk, 165, 98 + bulk)), 50);
        // The waist goes on far below: how much of it shows is the picture's affair.
        var flat = new Vector3(q.X, q.Y, q.Z * 1.45f);
        d = Blend.Union(d, Blend.Rod(flat, new(0, -360, -50), new(0, -1400, -50), shoulderWidth + bulk, shoulderWidth - 8 + bulk) * 0.8f, 40);
        return Blend.Union(d, Blend.Rod(q, new(shoulderWidth + 22, -250, -58), new(shoulderWidth + 62, -980, -36), 47 + bulk, 44 + bulk), 36);
    }

    public float Garment(Vector3 p)
    {
        var neck = Blend.Rod(p, Pivot, NeckBase, 50, 57);
        var body = Blend.Union(Skin(p), neck, 34) - 5;
        var folds = 1.6f * MathF.Sin((p.Y * 0.035f) + (2.2f * MathF.Sin(p.X * 0.021f))) * MathF.Sin((p.X * 0.03f) + (p.Y * 0.012f));
        var above = p.Y - EdgeY(p);
        body += folds * Blend.Smooth(-5, -45, above);
        var cloth = Blend.Without(body, -above, 3);
        var hem = MathF.Sqrt((body * body) + (above * above)) - (neckline == Neckline.High ? 5 : 3.4f);
        cloth = Blend.Union(cloth, hem, 3);
        return neckline == Neckline.Collar ? Blend.Union(cloth, CollarLeaf(p, body, above), 7) : cloth;
    }

    /// <summary>The height of the garment's edge around the neck.</summary>
    private float EdgeY(Vector3 p)
    {
        var front = Blend.Smooth(-75, 25, p.Z);
        var ax = MathF.Abs(p.X);
        return neckline switch
        {
            Neckline.Round => Blend.Mix(-134, -186, front) - (8 * Blend.Smooth(30, 80, ax)),
            Neckline.Open => Blend.Mix(-136, -178, front) - (front * MathF.Max(48 - ax, 0) * 0.9f),
            Neckline.Collar => Blend.Mix(-130, -168, front) - (front * MathF.Max(34 - ax, 0) * 1.2f),
            Neckline.High => Blend.Mix(-104, -126, front),
            _ => throw new ArgumentOutOfRangeException(nameof(p), neckline, null),
        };
    }

    private static float CollarLeaf(Vector3 p, float body, float above)
    {
        var front = Blend.Smooth(-60, 30, p.Z);
        var height = 24 + (front * 6);
        // Solid down to the body: a gap thinner than the grid would fray.
        var leaf = Blend.Without(body - 6.5f - (0.12f * (above + height)), -MathF.Max(above - 10, -above - height), 4);
        return Blend.Without(leaf, MathF.Abs(p.X) + (above * 0.25f) - Blend.Mix(-20, 9, front), 4);
    }
}
