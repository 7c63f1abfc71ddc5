namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// One landmark on one photograph. <see cref="Point"/> is meaningless (0, 0) where <see cref="Visibility"/> is
/// <see cref="Visibility.Outside"/>.
/// </summary>
public readonly record struct PlacedLandmark(ImagePoint Point, Visibility Visibility)
{
    public bool HasPosition => Visibility != Visibility.Outside;

    public static PlacedLandmark At(double x, double y, Visibility visibility = Visibility.Visible) =>
        new(new ImagePoint(x, y), visibility);
}
