using System.Numerics;

namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>
/// The skin of one head and neck as a signed distance in millimetres: bodies of bone and flesh joined smoothly, with the fine relief of
/// lids, lips and folds laid over the front as heights over the frontal plane.
/// </summary>
internal sealed class HeadField
{
    private readonly FaceTraits _t;
    private readonly float _drop;
    private readonly Vector3 _neckEnd;

    /// <param name="traits">The face.</param>
    /// <param name="neckEnd">Where the neck meets the trunk, in the head's own frame: it depends on how the head is turned.</param>
    public HeadField(FaceTraits traits, Vector3 neckEnd)
    {
        _t = traits;
        _drop = traits.MouthOpen * 0.9f;
        _neckEnd = neckEnd;
        Eye = new EyeOpening(traits);
        Lips = new LipLines(traits);
        Brow = new BrowLines(traits);
        NoseTipY = -35.5f - traits.NoseLength;
        ChinY = -107f - traits.ChinLength - _drop;
    }

    public FaceTraits Traits => _t;

    public EyeOpening Eye { get; }

    public LipLines Lips { get; }

    public BrowLines Brow { get; }

    public float NoseTipY { get; }

    public float ChinY { get; }

    public float Distance(Vector3 p)
    {
        var ax = MathF.Sqrt((p.X * p.X) + 4) - 0.6f;
        var q = new Vector3(ax, p.Y, p.Z);
        var d = Skull(q);
        if (p.Z > 20 && p.Y < 60)
            d = Front(new Vector3(MathF.Abs(p.X), p.Y, p.Z), q, d);
        if (ax > 52)
            d = Blend.Union(d, Ear(q), 5);
        return Blend.Union(d, Neck(p), 14);
    }

    /// <summary>The face without nose, lips, ears and neck: what the outline of a face is read from.</summary>
    public float Outline(Vector3 p)
    {
        var q = new Vector3(MathF.Sqrt((p.X * p.X) + 4) - 0.6f, p.Y, p.Z);
        return Muzzle(q, Skull(q));
    }

    /// <summary>The foremost skin at (x, y) of the frontal plane, looking along −z; null where there is none.</summary>
    public Vector3? Front(float x, float y) => Front(Distance, x, y);

    /// <summary>As <see cref="Front(float, float)"/>, of the face that <see cref="Outline"/> describes.</summary>
    public Vector3? FrontOfOutline(float x, float y) => Front(Outline, x, y);

    private static Vector3? Front(Func<Vector3, float> distance, float x, float y)
    {
        var z = 135f;
        for (var i = 0; i < 200 && z > -20; i++)
        {
            var d = distance(new Vector3(x, y, z));
            if (d < 0.01f)
                return new Vector3(x, y, z);
            z -= MathF.Max(d * 0.6f, 0.02f);
        }

        return null;
    }

    private float Skull(Vector3 q)
    {
        var t = _t;
        var d = Blend.Ellipsoid(q, new(0, 34, -3), new(74.5f, 77, 97));
        // The temple's muscle fills the side of the face before the ear.
        d = Blend.Union(d, Blend.Ellipsoid(q, new(40, 12, 36), new(27, 34, 34)), 22);
        d = Blend.Union(d, Blend.Ellipsoid(q, new(0, 44, 42 - t.ForeheadSlope), new(54, 40, 50)), 26);
        d = Blend.Union(d, Blend.Ellipsoid(q, new(0, -30, 27), new(58 + (t.CheekFullness * 0.5f), 62, 61)), 24);
        d = Blend.Union(d, Blend.Ellipsoid(q, new(0, -70 - (_drop * 0.4f), 38), new(44 + (t.JawWidth * 0.6f) + (t.CheekFullness * 0.8f), 47 + (_drop * 0.4f), 50)), 22);

        var gonion = new Vector3(42f + t.JawWidth, -64 - (_drop * 0.3f), 14);
        var chin = new Vector3(11 + t.ChinWidth, ChinY + 3, 76 + t.ChinForward);
        d = Blend.Union(d, Blend.Rod(q, gonion, chin, 13, 12), 26);
        d = Blend.Union(d, Blend.Rod(q, new(53, -14, 8), gonion, 12, 13), 24);
        d = Blend.Union(d, Blend.Rod(q, new(46, -28, 38), gonion + new Vector3(-3, -2, 22), 13, 13f), 24);
        d = Blend.Union(d, Blend.Ellipsoid(q, new(0, ChinY + 2, 78 + t.ChinForward), new(15.5f + t.ChinWidth, 13f, 15)), 18);

        d = Blend.Union(d, Blend.Rod(q, new(43, -19, 61), new(57, -12, 24), 12.5f + t.CheekBone, 9.5f + t.CheekBone), 22);
        return Blend.Union(d, Blend.Ellipsoid(q, new(37, -38, 61), new(20 + t.CheekFullness, 26, 20 + (t.CheekFullness * 0.6f) + (2.5f * t.SmileAmount))), 20);
    }

    private float Front(Vector3 exact, Vector3 q, float d)
    {
        var t = _t;
        d = Blend.Union(d, Blend.Rod(q, new(9, 15, 82 + (t.BrowRidge * 0.6f)), new(47, 18, 62 + t.BrowRidge), 10, 8.5f), 14);
        d = Blend.Without(d, Blend.Ellipsoid(q, new(Eye.Ball.X - 5, 1, 95), new(19, 10.5f, 13)), 12);
        d = Muzzle(q, d);
        d = Nose(q, d);
        if (q.Z < 45)
            return d;
        d -= Relief(exact) * Blend.Smooth(45, 62, q.Z);
        return Openings(exact, d);
    }

    private float Muzzle(Vector3 q, float d)
    {
        var centre = Lips.Centre - (_drop * 0.25f);
        return Blend.Union(d, Blend.Ellipsoid(q, new(0, centre + 1, 69), new(35 + (_t.SmileAmount * 4), 25 + (_drop * 0.35f), 29)), 16);
    }

    private float Nose(Vector3 q, float d)
    {
        var (t, tip) = (_t, NoseTipY);
        var w = t.NoseWidth;
        var bridge = t.NoseBridge;
        var nose = Blend.Rod(q, new(0, 9, 83 + bridge), new(0, tip + 8, 101 + (bridge * 0.4f)), 7.2f, 7.6f + (w * 0.2f));
        nose = Blend.Union(nose, Blend.Ellipsoid(q, new(0, tip + 0.5f, 105.5f), new(9.2f + t.NoseTip + (w * 0.25f), 8.6f + (t.NoseTip * 0.6f), 10.5f)), 8);
        nose = Blend.Union(nose, Blend.Ellipsoid(q, new(10.2f + (w * 0.7f), tip - 5.2f, 96.5f), new(6.4f, 6.4f, 10.5f)), 8f);
        nose = Blend.Union(nose, Blend.Rod(q, new(0, tip - 9.5f, 96), new(0, tip - 5.5f, 107), 3.6f, 4.2f), 4);
        d = Blend.Union(d, nose, 9);
        var nostril = Blend.Ellipsoid(q, new(6.6f + (w * 0.45f), tip - 11.2f, 101.5f), new(3.7f + (w * 0.2f), 4f, 6));
        return Blend.Without(d, nostril, 2.2f);
    }

    /// <summary>Heights over the frontal plane: folds and hollows too fine for bodies.</summary>
    private float Relief(Vector3 p)
    {
        var (t, ax, y) = (_t, p.X, p.Y);
        var h = Lips.Relief(ax, y);
        var baseY = NoseTipY - 13.5f;
        var lipTop = Lips.UpperEdge.At(MathF.Min(ax, 10));
        // Philtrum: a groove with a soft ridge on either side.
        var within = Blend.Smooth(lipTop - 1, lipTop + 2.5f, y) * Blend.Smooth(baseY + 3, baseY - 2, y);
        h += within * ((-1.4f * Blend.Bell(ax, 0, 2.6f, 1)) + (0.9f * Blend.Bell(ax - 5, 0, 2.2f, 1)));
        // The crease between lower lip and chin.
        h -= 2.6f * Blend.Bell(ax, y - (Lips.LowerEdge.At(0) - 6), 17, 4.5f);
        // Corners of the mouth.
        h -= (0.8f + (0.9f * t.SmileAmount)) * Blend.Bell(ax - Lips.Corner.X - 1f, y - Lips.Corner.Y, 4.5f, 4.5f);
        // Fold from the nose's wing past the mouth's corner.
        var s = Math.Clamp((baseY + 9 - y) / 36, 0, 1);
        var foldX = 16 + (t.NoseWidth * 0.6f) + (s * (13 + (t.SmileAmount * 5))) - (5 * s * s);
        var depth = 0.5f + (1.5f * t.AgeAmount) + (1.9f * t.SmileAmount);
        h -= depth * Blend.Bell(ax - foldX, 0, 4.6f, 1) * Blend.Smooth(0.02f, 0.35f, s) * (1 - Blend.Smooth(0.6f, 1, s));
        h += depth * 0.7f * Blend.Bell(ax - foldX - 9, 0, 8, 1) * Blend.Smooth(0, 0.35f, s) * (1 - Blend.Smooth(0.5f, 1, s));
        return h + LidRelief(ax, y);
    }

    private float LidRelief(float ax, float y)
    {
        var t = _t;
        if (ax < 8 || ax > 66 || y < -30 || y > 40)
            return 0;
        var eye = Eye;
        var fade = Blend.Smooth(eye.Inner.X - 3, eye.Inner.X + 5, ax) * Blend.Smooth(eye.Outer.X + 5, eye.Outer.X - 2, ax);
        var over = y - eye.Upper.At(ax);
        var fold = MathF.Max(t.LidFold, 1) + (3.2f * (1 - t.EyeOpenAmount));
        var h = -(t.LidFold > 0.5f ? 1.15f : 0.35f) * MathF.Exp(-Square((over - fold) / 1.0f)) * fade;
        h += 1.2f * MathF.Exp(-Square((over - fold - 5) / 4f)) * fade;
        // Below: the lid's edge, the hollow under it and, with years, the bag.
        var under = eye.Lower.At(ax) - y;
        h += (0.5f + (0.6f * t.SmileAmount)) * MathF.Exp(-Square((under - 3) / 2.2f)) * fade;
        h -= (0.5f + (0.9f * t.AgeAmount)) * MathF.Exp(-Square((under - 9 - (2 * t.AgeAmount)) / 3f)) * fade * Blend.Smooth(eye.Outer.X + 4, eye.Inner.X, ax);
        h += 1.3f * t.AgeAmount * MathF.Exp(-Square((under - 6) / 2.4f)) * fade;
        // Lines of age on the forehead lie above the lids' reach and are painted as bumps when shaded.
        return h;
    }

    private float Openings(Vector3 p, float d)
    {
        var eye = Eye;
        if (p.X > 8 && p.X < 64 && p.Y is > -24 and < 26)
        {
            var ball = Blend.Ellipsoid(p, eye.Ball, EyeOpening.BallRadii);
            d = Blend.Union(d, ball - 1.7f, 5);
            d = Blend.Without(d, MathF.Max(eye.Outside(p.X, p.Y), 62 - p.Z), 0.9f);
        }

        if (p.X < Lips.Corner.X + 6 && p.Y is > -125 and < -45)
        {
            var gap = Lips.OutsideGap(p.X, p.Y);
            if (_t.MouthOpen > 1)
                d = Blend.Without(d, MathF.Max(gap, 62 - p.Z), 1.6f);
            else
                d += 1.3f * MathF.Exp(-Square(gap / 0.8f)) * Blend.Smooth(85, 95, p.Z) * Blend.Smooth(Lips.Corner.X + 1, Lips.Corner.X - 5, p.X);
        }

        return d;
    }

    private float Ear(Vector3 q)
    {
        var s = _t.EarSize;
        var p = (q - new Vector3(72.5f, -9, -11)) / s;
        // Turned out from the head and leaning back.
        var (c, sn) = (MathF.Cos(0.34f), MathF.Sin(0.34f));
        p = new Vector3((p.X * c) + (p.Z * sn), p.Y, (p.Z * c) - (p.X * sn));
        p.Z += p.Y * 0.22f;
        var d = Blend.Ellipsoid(p, new(0, 3, -4), new(6.5f, 28, 17.5f));
        d = Blend.Without(d, Blend.Ellipsoid(p, new(7, 6, -4), new(6.5f, 20.5f, 12)), 3);
        d = Blend.Union(d, Blend.Rod(p, new(2.5f, 13, -8), new(2.5f, -8, -9), 2.6f, 3.2f), 3.5f);
        d = Blend.Without(d, Blend.Ellipsoid(p, new(5.5f, -4, 3), new(6, 8.5f, 6.5f)), 3);
        d = Blend.Union(d, Blend.Ellipsoid(p, new(2, -4, 11), new(4, 6, 4)), 3);
        d = Blend.Union(d, Blend.Ellipsoid(p, new(0, -20, 2), new(4.6f, 9, 8)), 5);
        return d * s;
    }

    private float Neck(Vector3 p)
    {
        var w = _t.NeckWidth;
        return Blend.Rod(new Vector3(p.X * 1.06f, p.Y, p.Z), new(0, -52, -22), _neckEnd, 50 + w, 57 + w) * 0.95f;
    }

    private static float Square(float v) => v * v;
}
