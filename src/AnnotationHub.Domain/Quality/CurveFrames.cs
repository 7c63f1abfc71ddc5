using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// The unit tangent of each landmark along its curve (central difference, one-sided at open ends); errors spread along it. A
/// landmark on no curve has the face's own x axis, and is treated alike in both directions.
/// </summary>
internal static class CurveFrames
{
    public static ImagePoint[] Tangents(LandmarkScheme scheme, ReadOnlySpan<ImagePoint> points, ImagePoint axis)
    {
        var tangents = new ImagePoint[scheme.Count];
        Array.Fill(tangents, axis);
        foreach (var contour in scheme.Contours)
        {
            var n = contour.Landmarks.Length;
            for (var i = 0; i < n; i++)
            {
                var before = contour.Closed ? (i + n - 1) % n : Math.Max(i - 1, 0);
                var after = contour.Closed ? (i + 1) % n : Math.Min(i + 1, n - 1);
                var along = points[contour.Landmarks[after]] - points[contour.Landmarks[before]];
                var length = Math.Sqrt((along.X * along.X) + (along.Y * along.Y));
                if (length > 1e-9) tangents[contour.Landmarks[i]] = along * (1 / length);
            }
        }

        return tangents;
    }
}
