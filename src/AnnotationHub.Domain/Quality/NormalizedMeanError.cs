using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>Mean distance of corresponding landmarks, in per cent of the normalising distance (inter-ocular NME).</summary>
public static class NormalizedMeanError
{
    /// <summary>
    /// <c>100/(n·d) Σ |pᵢ − qᵢ|</c> over the landmarks that have a position in both; 0 where there is none.
    /// <paramref name="distancePx"/> is d, positive.
    /// </summary>
    public static double Percent(IReadOnlyList<PlacedLandmark> a, IReadOnlyList<PlacedLandmark> b, double distancePx)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count) throw new ArgumentException($"{a.Count} landmarks against {b.Count}.", nameof(b));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distancePx);
        double sum = 0;
        var count = 0;
        for (var l = 0; l < a.Count; l++)
        {
            if (!a[l].HasPosition || !b[l].HasPosition) continue;
            sum += a[l].Point.DistanceTo(b[l].Point);
            count++;
        }

        return count == 0 ? 0 : 100 * sum / (count * distancePx);
    }
}
