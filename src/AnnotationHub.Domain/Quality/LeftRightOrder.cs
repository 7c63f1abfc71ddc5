using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// Finds exchanged left and right from the face alone, whatever its roll: the direction from the eyes to the mouth gives the
/// face's own image-right axis, along which the landmarks of each mirror pair must lie in order.
/// </summary>
public static class LeftRightOrder
{
    /// <summary>
    /// The groups whose mirror pairs lie in the wrong order. Groups without pairs of their own (one brow) are judged together with
    /// the group that mirrors them, and both are named. The majority of a group's pairs decides, so that one wild landmark does not. None where the
    /// head is turned too far for the order to say anything.
    /// </summary>
    public static IReadOnlyList<LandmarkGroup> SwappedGroups(LandmarkScheme scheme, Func<int, ImagePoint?> position)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(position);
        var geometry = SchemeGeometry.Of(scheme);
        Span<double> x = stackalloc double[scheme.Count];
        Span<double> y = stackalloc double[scheme.Count];
        for (var l = 0; l < scheme.Count; l++) (x[l], y[l]) = position(l) is { } p ? (p.X, p.Y) : (double.NaN, double.NaN);
        var (exchanged, _) = SideOrder.Measure(geometry, x, y);
        var swapped = new HashSet<string>();
        for (var s = 0; s < geometry.SideSets.Length; s++)
            if ((exchanged & (1UL << s)) != 0) swapped.UnionWith(geometry.SideSets[s].Groups);
        return [.. scheme.Groups.Where(g => swapped.Contains(g.Key))];
    }
}
