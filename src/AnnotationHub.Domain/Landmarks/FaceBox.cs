namespace AnnotationHub.Domain.Landmarks;

/// <summary>The box of one face in its photograph, in <see cref="ImagePoint"/> pixels; width and height are positive.</summary>
public readonly record struct FaceBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public ImagePoint Center => new(X + (Width / 2), Y + (Height / 2));
}
