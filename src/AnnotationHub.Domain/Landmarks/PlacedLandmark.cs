namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// One landmark on one photograph. <see cref="Point"/> is meaningless (0, 0) where <see cref="Visibility"/> is
/// <see cref="Visibility.Outside"/> or <see cref="Visibility.Absent"/>.
/// </summary>
public readonly record struct PlacedLandmark(ImagePoint Point, Visibility Visibility)
{
    public static PlacedLandmark Absent { get; } = new(default, Visibility.Absent);

    public bool HasPosition => Visibility < Visibility.Outside;

    /// <summary>Whether the annotation says anything of this landmark.</summary>
    public bool IsPresent => Visibility != Visibility.Absent;

    public static PlacedLandmark At(double x, double y, Visibility visibility = Visibility.Visible) =>
        new(new ImagePoint(x, y), visibility);
}
