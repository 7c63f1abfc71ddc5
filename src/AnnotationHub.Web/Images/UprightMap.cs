using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Images;

/// <summary>
/// From the pixels as a camera stored them to the upright photograph, by EXIF orientation; continuous coordinates in both.
/// For landmark files written by tools that ignore the orientation. Source: EXIF 2.32, tag 0x0112.
/// </summary>
/// <param name="Orientation">1 to 8.</param>
/// <param name="RawWidth">In pixels, before turning.</param>
/// <param name="RawHeight">In pixels, before turning.</param>
public sealed record UprightMap(int Orientation, int RawWidth, int RawHeight)
{
    /// <summary>5 to 8 exchange width and height.</summary>
    public bool Turns => Orientation >= 5;

    public ImagePoint Apply(ImagePoint raw) => Orientation switch
    {
        2 => new(RawWidth - raw.X, raw.Y),
        3 => new(RawWidth - raw.X, RawHeight - raw.Y),
        4 => new(raw.X, RawHeight - raw.Y),
        5 => new(raw.Y, raw.X),
        6 => new(RawHeight - raw.Y, raw.X),
        7 => new(RawHeight - raw.Y, RawWidth - raw.X),
        8 => new(raw.Y, RawWidth - raw.X),
        _ => raw,
    };

    public FaceBox Apply(FaceBox raw)
    {
        var (a, b) = (Apply(new ImagePoint(raw.X, raw.Y)), Apply(new ImagePoint(raw.Right, raw.Bottom)));
        return new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
    }
}
