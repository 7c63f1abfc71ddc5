namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// A similarity transform of the plane, without reflection: <c>x' = Cos·x − Sin·y + Dx</c>, <c>y' = Sin·x + Cos·y + Dy</c>, where
/// (<paramref name="Cos"/>, <paramref name="Sin"/>) is the scale times cosine and sine of the rotation (with y down, positive is
/// clockwise on the screen).
/// </summary>
public readonly record struct Similarity(double Cos, double Sin, double Dx, double Dy)
{
    public static Similarity Identity => new(1, 0, 0, 0);

    public double Scale => Math.Sqrt((Cos * Cos) + (Sin * Sin));

    /// <summary>In (−π, π].</summary>
    public double RotationRadians => Math.Atan2(Sin, Cos);

    /// <summary>
    /// The least-squares transform of <paramref name="from"/> onto <paramref name="to"/>, pair by pair (Umeyama, IEEE PAMI 13(4),
    /// 1991, eqs. 40–43; in the plane without reflection the rotation needs no SVD). Null for fewer than two distinct points in
    /// <paramref name="from"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The two sets differ in length, or a coordinate is not finite.</exception>
    public static Similarity? Fit(ReadOnlySpan<ImagePoint> from, ReadOnlySpan<ImagePoint> to)
    {
        if (from.Length != to.Length)
            throw new ArgumentException($"{from.Length} points against {to.Length}.", nameof(to));
        if (from.Length < 2)
            return null;

        var (a, b) = (Centroid(from), Centroid(to));
        double square = 0, dot = 0, cross = 0;
        for (var i = 0; i < from.Length; i++)
        {
            var (p, q) = (from[i] - a, to[i] - b);
            square += (p.X * p.X) + (p.Y * p.Y);
            dot += (p.X * q.X) + (p.Y * q.Y);
            cross += (p.X * q.Y) - (p.Y * q.X);
        }

        if (!double.IsFinite(square + dot + cross))
            throw new ArgumentException("Every coordinate must be finite.", nameof(from));

        // Equal points differ from their own centroid by rounding alone.
        var rounding = 1e-24 * ((a.X * a.X) + (a.Y * a.Y)) * from.Length;
        if (square <= rounding)
            return null;

        var (cos, sin) = (dot / square, cross / square);
        return new Similarity(cos, sin, b.X - (cos * a.X) + (sin * a.Y), b.Y - (sin * a.X) - (cos * a.Y));
    }

    public ImagePoint Apply(ImagePoint p) => new((Cos * p.X) - (Sin * p.Y) + Dx, (Sin * p.X) + (Cos * p.Y) + Dy);

    public ImagePoint[] Apply(ReadOnlySpan<ImagePoint> points)
    {
        var moved = new ImagePoint[points.Length];
        for (var i = 0; i < points.Length; i++)
            moved[i] = Apply(points[i]);
        return moved;
    }

    /// <summary>The transform that undoes this one.</summary>
    /// <exception cref="InvalidOperationException">The scale is 0.</exception>
    public Similarity Inverse()
    {
        var square = (Cos * Cos) + (Sin * Sin);
        if (square == 0)
            throw new InvalidOperationException("A similarity of scale 0 has no inverse.");
        var (c, s) = (Cos / square, -Sin / square);
        return new Similarity(c, s, -(c * Dx) + (s * Dy), -(s * Dx) - (c * Dy));
    }

    private static ImagePoint Centroid(ReadOnlySpan<ImagePoint> points)
    {
        double x = 0, y = 0;
        foreach (var p in points)
            (x, y) = (x + p.X, y + p.Y);
        return new ImagePoint(x / points.Length, y / points.Length);
    }
}
