using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Annotations;

/// <summary>
/// Which landmarks lie where the scheme's mean shape, laid robustly over the face, never has them: a slip of the mouse, or a point
/// placed out of order.
/// </summary>
public static class ShapeDeviation
{
    /// <summary>Rounds of leaving the farthest out and fitting anew.</summary>
    private const int Rounds = 4;

    /// <summary>
    /// Distance from the fitted mean shape, in units of the normalising distance, that real faces stay under: turned heads and
    /// open mouths reach 0.45 (contour 0.6) in the 68-point faces that the mean shapes were made from.
    /// </summary>
    private const double Limit = 0.55;

    private const double ContourLimit = 0.75;

    /// <summary>Landmark indices, ascending. Empty where fewer than six landmarks have a position.</summary>
    public static IReadOnlyList<int> Outliers(LandmarkScheme scheme, Func<int, ImagePoint?> position)
    {
        var placed = Enumerable.Range(0, scheme.Count).Where(l => position(l) is not null).ToList();
        if (placed.Count < 6) return [];
        var kept = placed;
        Similarity? fit = null;
        for (var round = 0; round < Rounds; round++)
        {
            fit = Similarity.Fit([.. kept.Select(l => scheme.MeanShape[l])], [.. kept.Select(l => position(l)!.Value)]);
            if (fit is null || fit.Value.Scale < 1e-9) return [];
            // The nearer three quarters lead the next fit, so that a few stray points cannot drag the shape to themselves.
            kept = [.. placed.OrderBy(Deviation).Take(Math.Max(4, placed.Count * 3 / 4))];
        }

        return [.. placed.Where(l => Deviation(l) > (scheme.Kinds[l] == LandmarkKind.Contour ? ContourLimit : Limit))];

        double Deviation(int l) => fit!.Value.Apply(scheme.MeanShape[l]).DistanceTo(position(l)!.Value) / fit.Value.Scale;
    }
}
