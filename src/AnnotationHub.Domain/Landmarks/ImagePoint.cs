namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// A position in pixels of the upright, full-resolution photograph. (0, 0) is the top-left corner of the top-left
/// pixel, x to the right, y down, so that the centre of the first pixel is (0.5, 0.5). Always finite.
/// </summary>
public readonly record struct ImagePoint(double X, double Y)
{
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);

    /// <summary>Euclidean distance in pixels.</summary>
    public double DistanceTo(ImagePoint other) => Math.Sqrt(Square(X - other.X) + Square(Y - other.Y));

    public static ImagePoint operator +(ImagePoint a, ImagePoint b) => new(a.X + b.X, a.Y + b.Y);

    public static ImagePoint operator -(ImagePoint a, ImagePoint b) => new(a.X - b.X, a.Y - b.Y);

    public static ImagePoint operator *(ImagePoint a, double factor) => new(a.X * factor, a.Y * factor);

    private static double Square(double v) => v * v;
}
