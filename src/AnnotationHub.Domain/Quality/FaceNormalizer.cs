using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>The distance that every error of a face is divided by.</summary>
public static class FaceNormalizer
{
    /// <summary>Frontal faces measure about 1.8 inter-ocular distances across their box; a profile's shrinks no further than this.</summary>
    private const double BoxPerDistance = 2.2;

    /// <summary>
    /// In pixels, positive: the distance of the scheme's normalising pair (outer eye corners), but at least sqrt(width·height)/2.2 of
    /// the landmarks' own box, because the eye corners of a profile collapse into one. The face box serves where too few landmarks
    /// have a position.
    /// </summary>
    public static double Distance(LandmarkScheme scheme, Func<int, ImagePoint?> position, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(position);
        var eyes = position(scheme.Normalization.ImageLeft) is { } a && position(scheme.Normalization.ImageRight) is { } b ? a.DistanceTo(b) : 0;
        ImagePoint[] placed = [.. Enumerable.Range(0, scheme.Count).Select(position).OfType<ImagePoint>()];
        var around = placed.Length >= 3 ? FaceShape.Bounds(placed) : box;
        var size = Math.Sqrt(Math.Max(around.Width, 1e-9) * Math.Max(around.Height, 1e-9)) / BoxPerDistance;
        return Math.Max(Math.Max(eyes, size), 1e-6);
    }
}
