using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Annotations;

/// <summary>Whether a line through landmarks crosses itself. Strict: touching ends are not a crossing.</summary>
public static class CurveCrossing
{
    /// <summary>The first landmarks of the two segments that cross first, or null. Landmarks without a position are left out of the line.</summary>
    public static (int First, int Second)? First(Contour contour, Func<int, ImagePoint?> position)
    {
        var line = contour.Landmarks.Where(l => position(l) is not null).Select(l => (Landmark: l, Point: position(l)!.Value)).ToList();
        var segments = contour.Closed && line.Count > 2 ? line.Count : line.Count - 1;
        for (var i = 0; i < segments; i++)
        {
            for (var j = i + 2; j < segments; j++)
            {
                if (i == 0 && j == line.Count - 1) continue;
                var (a, b, c, d) = (line[i], line[i + 1], line[j], line[(j + 1) % line.Count]);
                if (Cross(a.Point, b.Point, c.Point, d.Point)) return (a.Landmark, c.Landmark);
            }
        }

        return null;
    }

    private static bool Cross(ImagePoint a, ImagePoint b, ImagePoint c, ImagePoint d) =>
        Turn(a, b, c) * Turn(a, b, d) < 0 && Turn(c, d, a) * Turn(c, d, b) < 0;

    private static int Turn(ImagePoint a, ImagePoint b, ImagePoint c) =>
        Math.Sign(((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X)));
}
