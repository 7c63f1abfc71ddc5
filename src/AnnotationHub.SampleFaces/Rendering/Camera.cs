using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>
/// A pinhole camera at (0, 0, <paramref name="Distance"/>) looking along −z. The plane z = 0 shows at
/// <paramref name="PixelsPerMm"/>; the world's origin falls on (<paramref name="CentreX"/>, <paramref name="CentreY"/>). Pixel
/// coordinates are those of the photograph: (0, 0) the top-left corner of the first pixel, y down.
/// </summary>
internal sealed record Camera(int Width, int Height, float CentreX, float CentreY, float PixelsPerMm, float Distance)
{
    /// <summary>x and y in pixels, and the distance in front of the camera in mm.</summary>
    public Vector3 Project(Vector3 world)
    {
        var depth = Distance - world.Z;
        var f = PixelsPerMm * Distance / depth;
        return new Vector3(CentreX + (world.X * f), CentreY - (world.Y * f), depth);
    }

    public Vector3 Eye => new(0, 0, Distance);
}
