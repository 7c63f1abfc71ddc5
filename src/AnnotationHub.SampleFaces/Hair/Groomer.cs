using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Hair;

/// <summary>Plants the hair of head and beard, and lets it fall as it is cut and combed.</summary>
internal sealed class Groomer(Mesh skin, Clearance clearance, HeadField head, Hairstyle style, Dice dice)
{
    private readonly bool _clings = style.Cut is not (Cut.Short or Cut.Curly);

    private static readonly SmoothCurve Hairline = new(
        [new(0, 71), new(0.42f, 70), new(0.72f, 58), new(0.9f, 44), new(1.08f, 24), new(1.22f, -6), new(1.38f, -2), new(1.5f, 26), new(1.75f, 6), new(2.0f, -42), new(3.2f, -62)], 0, 0);

    /// <summary>The hair of the head and beard.</summary>
    /// <param name="density">Share of the full number of hairs: less for a face far away, whose hairs are then drawn wider.</param>
    public Strands Grow(float density)
    {
        var strands = new Strands(Substance.Hair);
        Scalp(strands, density);
        if (style.Beard > 0)
            Beard(strands, density);
        return strands;
    }

    private void Scalp(Strands strands, float density)
    {
        if (style.Cut == Cut.None)
            return;
        var width = 0.34f / MathF.Sqrt(density);
        var full = style.Cut switch { Cut.Buzzed => 70_000, Cut.Short or Cut.Curly => 46_000, _ => 40_000 };
        var count = (int)(full * density);
        foreach (var (p, n) in Roots(count, Edge))
        {
            var line = Fall(p, n);
            if (!Array.TrueForAll(line, Permitted))
                continue;
            strands.Add(line, width, Tone(p), 0.62f + (0.38f * dice.Next()));
        }
    }

    /// <summary>A single hair astray over face or throat looks like a scratch on the photograph: such hairs are left out.</summary>
    private bool Permitted(Vector3 p)
    {
        if (style.Cut is not (Cut.Bob or Cut.Long) && p.Y < -70)
            return false;
        return style.OverCheek != 0 || style.FringeLength > 0 || style.Cut is Cut.Curly or Cut.Short || !(p.Z > 40 && MathF.Abs(p.X) < 62 && p.Y < 38);
    }

    /// <summary>Points of the skin, spread evenly by area, kept with the probability that <paramref name="keep"/> gives.</summary>
    private IEnumerable<(Vector3 Point, Vector3 Normal)> Roots(int count, Func<Vector3, float> keep)
    {
        var t = skin.Triangles;
        var areas = new float[t.Length / 3];
        float total = 0;
        for (var i = 0; i < areas.Length; i++)
        {
            var (a, b, c) = (skin.Points[t[3 * i]], skin.Points[t[(3 * i) + 1]], skin.Points[t[(3 * i) + 2]]);
            var share = keep((a + b + c) / 3);
            total += share <= 0 ? 0 : share * Vector3.Cross(b - a, c - a).Length();
            areas[i] = total;
        }

        for (var k = 0; k < count && total > 0; k++)
        {
            var i = Array.BinarySearch(areas, dice.Next() * total);
            i = Math.Min(i < 0 ? ~i : i, areas.Length - 1);
            var (u, v) = (dice.Next(), dice.Next());
            if (u + v > 1)
                (u, v) = (1 - u, 1 - v);
            var (a, b, c) = (t[3 * i], t[(3 * i) + 1], t[(3 * i) + 2]);
            yield return (
                skin.Points[a] + ((skin.Points[b] - skin.Points[a]) * u) + ((skin.Points[c] - skin.Points[a]) * v),
                Vector3.Normalize(skin.Normals[a] + skin.Normals[b] + skin.Normals[c]));
        }
    }

    /// <summary>1 well inside the hairline, 0 outside.</summary>
    private float Edge(Vector3 p) => Cover(style, p);

    /// <summary>How much of the scalp at <paramref name="p"/> bears hair: 1 well inside the hairline, 0 outside.</summary>
    public static float Cover(Hairstyle style, Vector3 p)
    {
        if (style.Cut == Cut.None)
            return 0;
        if (p.Y < -75 || MathF.Abs(p.X) > 84 || (MathF.Abs(p.X) > 71 && p.Y < 26 && p.Z < 12 && p.Z > -34))
            return 0;
        var azimuth = MathF.Atan2(MathF.Abs(p.X), p.Z + 8);
        var line = Hairline.At(azimuth) + (style.Receding * Blend.Smooth(1.1f, 0.5f, azimuth) * (0.6f + (0.8f * Blend.Smooth(0.1f, 0.5f, azimuth))));
        return Blend.Smooth(-3, 5, p.Y - line + (3 * Noise.Value(p * 0.2f)));
    }

    private float Tone(Vector3 p) => Math.Clamp(0.5f + (0.45f * Noise.Value(p * 0.16f)) + (0.35f * (dice.Next() - 0.5f)), 0, 1);

    private Vector3[] Fall(Vector3 root, Vector3 normal)
    {
        var length = Length(root) * dice.Between(0.86f, 1.06f);
        var steps = length < 12 ? 4 : length < 60 ? 9 : Math.Clamp((int)(length / 8), 12, 42);
        var step = length / (steps - 1);
        var line = new Vector3[steps];
        var direction = Vector3.Normalize((normal * Lift(root)) + (Comb(root) * 0.8f) + (dice.Ball() * 0.16f));
        var depth = Thickness(root) * MathF.Pow(dice.Next(), 0.7f);
        var (phase, own) = (dice.Next() * 6.28f, dice.Ball() * 0.07f);
        line[0] = root - (normal * 0.4f);
        for (var i = 1; i < steps; i++)
        {
            var p = line[i - 1];
            var t = i / (float)(steps - 1);
            var pull = Pull(p, root, t);
            direction = Vector3.Normalize((direction * Stiffness) + (pull * (1 - Stiffness)) + (own * 0.5f) + (Wander(p, phase) * Curl));
            p += direction * step;
            line[i] = clearance.Keep(p, depth * Blend.Smooth(0, 0.25f, t), _clings);
        }

        return line;
    }

    private float Stiffness => style.Cut is Cut.Buzzed or Cut.Short ? 0.86f : style.Cut == Cut.Curly ? 0.7f : 0.62f;

    private float Curl => (style.Cut == Cut.Curly ? 0.75f : 0.10f) + (0.22f * style.Wave);

    /// <summary>Neighbouring hairs bend together: that is what makes locks.</summary>
    private static Vector3 Wander(Vector3 p, float phase)
    {
        var q = p * 0.055f;
        var lock1 = new Vector3(Noise.Value(q), Noise.Value(q + new Vector3(31)), Noise.Value(q + new Vector3(67)));
        q = p * 0.16f;
        var lock2 = new Vector3(Noise.Value(q), Noise.Value(q + new Vector3(13)), Noise.Value(q + new Vector3(29)));
        return lock1 + (lock2 * 0.7f) + (0.15f * new Vector3(MathF.Cos(phase), MathF.Sin(phase), 0));
    }

    private float Length(Vector3 root)
    {
        var top = Blend.Smooth(30, 85, root.Y);
        var front = Blend.Smooth(20, 70, root.Z) * Blend.Smooth(35, 60, root.Y);
        var fringe = Fringe(root) ? style.FringeLength + (MathF.Max(root.Y - 72, 0) * 0.9f) + (MathF.Abs(root.X) * 0.12f) : 0;
        var k = style.LengthFactor;
        return style.Cut switch
        {
            Cut.Buzzed => 4 * k,
            Cut.Short => (Blend.Mix(11, 40, top) * k) + (front * style.FringeLength * 0.6f),
            Cut.SidePart => (Blend.Mix(15, 62, top) * k) + (front * style.FringeLength * 0.4f),
            Cut.Curly => Blend.Mix(26, 48, top) * k,
            Cut.Bob => fringe > 0 ? fringe : Blend.Mix(120, 190, top) * k,
            Cut.Long => fringe > 0 ? fringe : Blend.Mix(290, 360, top) * k,
            Cut.TiedBack => fringe > 0 ? fringe : Math.Clamp(Vector3.Distance(root, Knot) * 1.12f, 25, 230),
            _ => 0,
        };
    }

    private static Vector3 Knot => new(0, 34, -108);

    private float Thickness(Vector3 root) => style.Cut switch
    {
        Cut.Buzzed => 2,
        Cut.Short => Blend.Mix(3.5f, 13, Blend.Smooth(10, 85, root.Y)),
        Cut.SidePart => Blend.Mix(5, 16, Blend.Smooth(10, 80, root.Y)),
        Cut.Curly => 30,
        Cut.TiedBack => 6,
        _ => 15,
    };

    private float Lift(Vector3 root) => style.Cut switch
    {
        Cut.Buzzed => 0.8f,
        Cut.Short => Blend.Mix(0.35f, 0.75f, Blend.Smooth(40, 90, root.Y)),
        Cut.Curly => 1,
        Cut.TiedBack => 0.12f,
        _ => 0.42f,
    };

    /// <summary>The direction a hair is combed in at its root.</summary>
    private Vector3 Comb(Vector3 root)
    {
        var side = SideOfPart(root);
        return style.Cut switch
        {
            Cut.Buzzed or Cut.Curly => new Vector3(0, -0.2f, 0.3f),
            Cut.Short => Vector3.Normalize(new Vector3(
                Blend.Mix(0, 0.35f * MathF.Sign(style.Part), Blend.Smooth(20, 75, root.Y)),
                Blend.Mix(-0.8f, 0.15f, Blend.Smooth(35, 85, root.Y)),
                style.FringeLength > 0 ? 0.8f : Blend.Mix(-0.25f, 0.3f, Blend.Smooth(20, 70, root.Y)))),
            Cut.SidePart => Vector3.Normalize(new Vector3(side, -0.15f, root.Z > 30 ? 0.35f : -0.3f)),
            Cut.TiedBack => Vector3.Normalize(Knot - root),
            _ => Fringe(root) ? new Vector3(0.1f * side, 0.1f, 1) : Vector3.Normalize(new Vector3(side, 0.05f, 0)),
        };
    }

    private float SideOfPart(Vector3 root) => root.X - (style.Part * 38) < 0 ? -1f : 1f;

    private bool Fringe(Vector3 root) => style.FringeLength > 0 && root.Y > 45 && root.Z > 42 && MathF.Abs(root.X) < 52;

    /// <summary>Where a hair wants to go on from <paramref name="p"/>: down, and as its cut has it.</summary>
    private Vector3 Pull(Vector3 p, Vector3 root, float t)
    {
        var down = -Vector3.UnitY;
        switch (style.Cut)
        {
            case Cut.TiedBack when !Fringe(root):
                return Vector3.Normalize(Knot - p + new Vector3(0, 12 * (1 - t), 0));
            case Cut.Short or Cut.Buzzed or Cut.Curly:
                return Vector3.Normalize(down + (Comb(root) * 0.8f));
            case Cut.SidePart:
                return Vector3.Normalize(down + (Comb(root) * (1.3f - t)));
        }

        if (Fringe(root))
            return Vector3.Normalize(down + new Vector3(style.Part * 0.25f, 0, 0.2f));
        // Over the top of the head hair keeps to the side it was parted to; further down it is where it is.
        var side = p.Y > 55 ? SideOfPart(root) : p.X < 0 ? -1f : 1f;
        if (p.Y > 70)
            return Vector3.Normalize(new Vector3(side * MathF.Max(1 - (p.X * side / 62), 0), -0.6f, -0.1f));
        // Hair from the crown must not hang before the face: it is swept to the side first.
        if (p.Z > 28 && p.Y > -40 && MathF.Abs(p.X) < 68 && side != style.OverCheek)
            return Vector3.Normalize(new Vector3(side * 1.5f, -0.55f, -0.5f));
        // Behind the ears, or before them over the cheek; below the chin it hangs.
        var forward = side == style.OverCheek ? 0.42f : style.OverEars ? 0.12f : -0.42f;
        if (p.Y < -35)
            forward = side == style.OverCheek ? 0.05f : 0;
        var inward = p.Y < -70 ? -0.06f * side : 0;
        return Vector3.Normalize(down + new Vector3(inward, 0, forward * (root.Z > -45 ? 1 : 0.2f)));
    }

    private void Beard(Strands strands, float density)
    {
        var lips = head.Lips;
        var roots = Roots((int)(9_000 * density), p =>
        {
            var ax = MathF.Abs(p.X);
            if (p.Z < 2 || p.Y > -30 || lips.Red(ax, p.Y) > 0.05f || (lips.OutsideGap(ax, p.Y) < 0.5f && ax < lips.Corner.X))
                return 0;
            var jaw = Blend.Smooth(-40, -56, p.Y + (ax * 0.26f)) * Blend.Smooth(head.ChinY - 16, head.ChinY - 8, p.Y);
            var sideburn = Blend.Smooth(46, 54, ax) * Blend.Smooth(40, 28, p.Z);
            var moustache = Blend.Bell(ax, p.Y - lips.UpperEdge.At(MathF.Min(ax, 20)) - 4, 25, 4.5f) * Blend.Smooth(60, 70, p.Z);
            return Blend.Smooth(0.2f, 0.7f, MathF.Max(MathF.Max(jaw, moustache), sideburn));
        });
        foreach (var (p, n) in roots)
        {
            var direction = Vector3.Normalize((n * 0.45f) + new Vector3(p.X * 0.006f, -0.9f, 0.15f) + (dice.Ball() * 0.35f));
            strands.Add(clearance.Lying(p, direction, style.Beard * dice.Between(0.6f, 1.1f), 1.5f + (style.Beard * 0.22f)), 0.26f / MathF.Sqrt(density), dice.Next(), 0.55f + (0.4f * dice.Next()));
        }
    }
}
