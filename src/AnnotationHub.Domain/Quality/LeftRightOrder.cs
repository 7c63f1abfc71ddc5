using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// Finds exchanged left and right from the face alone, whatever its roll: the direction from the eyes to the mouth gives the
/// face's own image-right axis, along which the landmarks of each mirror pair must lie in order.
/// </summary>
public static class LeftRightOrder
{
    /// <summary>Below this share of the eye-to-mouth distance the head is turned too far for the order to say anything.</summary>
    private const double UndecidedShare = 0.06;

    /// <summary>
    /// The groups whose mirror pairs lie in the wrong order. Groups without pairs of their own (one brow) are judged together with
    /// the group that mirrors them, and both are named.
    /// </summary>
    public static IReadOnlyList<LandmarkGroup> SwappedGroups(LandmarkScheme scheme, Func<int, ImagePoint?> position)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (Down(scheme, position) is not { } down) return [];
        var length = Math.Sqrt((down.X * down.X) + (down.Y * down.Y));
        var right = new ImagePoint(down.Y / length, -down.X / length);
        return [.. scheme.Groups.Where(g => Order(scheme, g, position, right) < -UndecidedShare * length)];
    }

    /// <summary>The label in canonical order: each swapped group has its mirror landmarks exchanged.</summary>
    public static PlacedLandmark[] Corrected(LandmarkScheme scheme, IReadOnlyList<PlacedLandmark> label, out ImmutableArray<string> swapped)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var groups = SwappedGroups(scheme, l => label[l].HasPosition ? label[l].Point : null);
        swapped = [.. groups.Select(g => g.Key)];
        PlacedLandmark[] corrected = [.. label];
        foreach (var l in groups.SelectMany(g => g.Landmarks)) corrected[l] = label[scheme.Mirrors[l]];
        return corrected;
    }

    private static double Order(LandmarkScheme scheme, LandmarkGroup group, Func<int, ImagePoint?> position, ImagePoint right)
    {
        double sum = 0;
        var pairs = 0;
        foreach (var l in group.Landmarks)
        {
            var mirror = scheme.Mirrors[l];
            // The mean shape says which of the two lies on the image's left.
            if (mirror == l || position(l) is not { } p || position(mirror) is not { } q) continue;
            var (from, to) = scheme.MeanShape[l].X < scheme.MeanShape[mirror].X ? (p, q) : (q, p);
            sum += ((to.X - from.X) * right.X) + ((to.Y - from.Y) * right.Y);
            pairs++;
        }

        return pairs == 0 ? 0 : sum / pairs;
    }

    private static ImagePoint? Down(LandmarkScheme scheme, Func<int, ImagePoint?> position)
    {
        var eyes = Centroid(scheme, LandmarkKind.Eye, position);
        var mouth = Centroid(scheme, LandmarkKind.Mouth, position);
        return eyes is { } e && mouth is { } m && e.DistanceTo(m) > 1e-6 ? m - e : null;
    }

    private static ImagePoint? Centroid(LandmarkScheme scheme, LandmarkKind kind, Func<int, ImagePoint?> position)
    {
        var sum = new ImagePoint(0, 0);
        var count = 0;
        for (var l = 0; l < scheme.Count; l++)
        {
            if (scheme.Kinds[l] != kind || position(l) is not { } p) continue;
            sum += p;
            count++;
        }

        return count < 2 ? null : sum * (1.0 / count);
    }
}
