using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Supervision;

/// <summary>
/// How far the annotations of a face lie apart, landmark by landmark: the root mean square distance from their mean, in per cent of
/// the normalising distance. What the heat strip shows.
/// </summary>
public static class Spread
{
    /// <summary>Null for a landmark that fewer than two have placed; all null where the normalising pair is not placed.</summary>
    public static IReadOnlyList<double?> Of(LandmarkScheme scheme, IReadOnlyList<IReadOnlyList<PlacedLandmark>> annotations)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(annotations);
        var means = Enumerable.Range(0, scheme.Count).Select(i => MeanOf(Points(annotations, i))).ToList();
        if (means[scheme.Normalization.ImageLeft] is not { } left || means[scheme.Normalization.ImageRight] is not { } right) return new double?[scheme.Count];
        var unitPx = Distance(left, right);
        return unitPx <= 0 ? new double?[scheme.Count] : [.. Enumerable.Range(0, scheme.Count).Select(i => Percent(Points(annotations, i), means[i], unitPx))];
    }

    private static double? Percent(List<ImagePoint> points, ImagePoint? mean, double unitPx)
    {
        if (points.Count < 2 || mean is not { } centre) return null;
        var meanSquare = points.Average(p => Math.Pow(Distance(p, centre), 2));
        return 100 * Math.Sqrt(meanSquare) / unitPx;
    }

    private static List<ImagePoint> Points(IReadOnlyList<IReadOnlyList<PlacedLandmark>> annotations, int index) =>
        [.. annotations.Where(a => index < a.Count && a[index].HasPosition).Select(a => a[index].Point)];

    private static ImagePoint? MeanOf(List<ImagePoint> points) =>
        points.Count == 0 ? null : new ImagePoint(points.Average(p => p.X), points.Average(p => p.Y));

    private static double Distance(ImagePoint a, ImagePoint b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));
}
