using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>How far the annotations of one face lie from one another.</summary>
public static class Agreement
{
    /// <summary>
    /// Mean over all pairs that share a landmark of the normalised mean error between the two; null where no two do.
    /// </summary>
    public static double? PairwisePercent(IReadOnlyList<IReadOnlyList<PlacedLandmark>> labels, double distancePx)
    {
        ArgumentNullException.ThrowIfNull(labels);
        double sum = 0;
        var pairs = 0;
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = i + 1; j < labels.Count; j++)
            {
                if (!Share(labels[i], labels[j])) continue;
                sum += NormalizedMeanError.Percent(labels[i], labels[j], distancePx);
                pairs++;
            }
        }

        return pairs == 0 ? null : sum / pairs;
    }

    private static bool Share(IReadOnlyList<PlacedLandmark> a, IReadOnlyList<PlacedLandmark> b)
    {
        for (var l = 0; l < a.Count; l++)
        {
            if (a[l].HasPosition && b[l].HasPosition) return true;
        }

        return false;
    }
}
