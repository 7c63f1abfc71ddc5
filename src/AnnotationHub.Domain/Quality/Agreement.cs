using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>How far the annotations of one face lie from one another.</summary>
public static class Agreement
{
    /// <summary>Mean over all pairs of the normalised mean error between the two; null for fewer than two annotations.</summary>
    public static double? PairwisePercent(IReadOnlyList<IReadOnlyList<PlacedLandmark>> labels, double distancePx)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count < 2) return null;
        double sum = 0;
        var pairs = 0;
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = i + 1; j < labels.Count; j++)
            {
                sum += NormalizedMeanError.Percent(labels[i], labels[j], distancePx);
                pairs++;
            }
        }

        return sum / pairs;
    }
}
