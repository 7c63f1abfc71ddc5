using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>The annotators' biases as known faces alone show them: what fixes the gauge (quality design 4.5).</summary>
internal sealed class GoldSums
{
    private readonly Dictionary<(int Annotator, int Kind), (double X, double Y, double Weight)> sums = [];

    public void Clear() => sums.Clear();

    public void Add(int annotator, AnnotatorSkill evidence)
    {
        for (var g = 0; g < ErrorPriors.Kinds; g++)
        {
            var s = evidence.Sums[g];
            if (s.BiasWeight <= 0) continue;
            var before = sums.GetValueOrDefault((annotator, g));
            sums[(annotator, g)] = (before.X + s.BiasX, before.Y + s.BiasY, before.Weight + s.BiasWeight);
        }
    }

    /// <summary>
    /// The gauge of a kind of landmark: <paramref name="mean"/> without known faces; else moved by the precision-weighted mean of how much the
    /// biases, taken about it, exceed what the known faces show, <c>W/(W + σ²/τ²)</c> of the way.
    /// </summary>
    public ImagePoint Gauge(int kind, AnnotatorRoster roster, PopulationModel flat, ImagePoint mean)
    {
        double x = 0, y = 0, total = 0;
        for (var w = 0; w < roster.Count; w++)
        {
            if (!sums.TryGetValue((w, kind), out var gold)) continue;
            var all = roster.Skill(w).Sums[kind];
            var effective = gold.Weight * flat.IndependentPoints(kind);
            x += effective * ((all.BiasX / all.BiasWeight) - mean.X - (gold.X / gold.Weight));
            y += effective * ((all.BiasY / all.BiasWeight) - mean.Y - (gold.Y / gold.Weight));
            total += effective;
        }

        if (total <= 0) return mean;
        var shrink = total / (total + (flat.Sigma * flat.Sigma / (ErrorPriors.BiasSigma * ErrorPriors.BiasSigma)));
        return mean + (new ImagePoint(x, y) * (shrink / total));
    }
}
