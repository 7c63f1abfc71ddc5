using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>Step 4 for what all annotators share: σ₀, the gauge, and the landmarks' profile, from the sums of a run.</summary>
internal static class PopulationEstimate
{
    /// <summary>Prior weight of a landmark's factor, in degrees of freedom.</summary>
    private const double FactorPrior = 30;

    public static PopulationModel Of(PopulationModel before, AnnotatorRoster roster, GoldSums gold, ProfileSums profile, ShapeSums shapes, double meanDifficulty)
    {
        var sigma = MedianSigma(before, roster, meanDifficulty);
        var (tangent, normal) = Factors(before, profile);
        var mean = shapes.Mean(SchemeGeometry.Of(before.Scheme));
        var flat = PopulationModel.Of(before.Scheme, sigma, [.. new ImagePoint[ErrorPriors.Kinds]], tangent, normal, meanDifficulty, mean);
        return PopulationModel.Of(before.Scheme, sigma, Gauge(flat, roster, gold), tangent, normal, meanDifficulty, mean);
    }

    // The median over the annotators of √(S/n): a few very bad ones do not move it.
    private static double MedianSigma(PopulationModel before, AnnotatorRoster roster, double meanDifficulty)
    {
        var sigmas = new List<double>();
        for (var w = 0; w < roster.Count; w++)
        {
            double squares = 0, freedom = 0;
            foreach (var s in roster.Skill(w).Sums) (squares, freedom) = (squares + s.TangentSquares + s.NormalSquares, freedom + s.TangentFreedom + s.NormalFreedom);
            if (freedom > 1) sigmas.Add(Math.Sqrt(meanDifficulty * squares / freedom));
        }

        if (sigmas.Count == 0) return before.Sigma;
        sigmas.Sort();
        return Math.Max((sigmas[(sigmas.Count - 1) / 2] + sigmas[sigmas.Count / 2]) / 2, 1e-3);
    }

    /// <summary>
    /// The bias that all share, which no consensus can see: the mean of the annotators' biases, weighted by <c>n_eff/(n_eff+λ)</c>, is set to
    /// nothing (every annotator's bias is as large beforehand, so that exact ones weigh no more than others); where known faces were labelled, the biases are moved to what those say, shrunk by the evidence that they are.
    /// </summary>
    private static ImmutableArray<ImagePoint> Gauge(PopulationModel flat, AnnotatorRoster roster, GoldSums gold)
    {
        var gauge = new ImagePoint[ErrorPriors.Kinds];
        var total = new double[ErrorPriors.Kinds];
        for (var w = 0; w < roster.Count; w++)
        {
            var parameters = AnnotatorParameters.From(roster.Skill(w), flat);
            for (var g = 0; g < gauge.Length; g++)
            {
                var (s, error) = (roster.Skill(w).Sums[g], parameters.Kinds[g]);
                if (s.BiasWeight <= 0) continue;
                var variance = error.TangentSigma * error.NormalSigma;
                var weight = AnnotatorParameters.BiasShrinkage(s, variance, flat.IndependentPoints(g));
                gauge[g] += new ImagePoint(s.BiasX, s.BiasY) * (weight / s.BiasWeight);
                total[g] += weight;
            }
        }

        for (var g = 0; g < gauge.Length; g++) gauge[g] = gold.Gauge(g, roster, flat, total[g] > 0 ? gauge[g] * (1 / total[g]) : default);
        return [.. gauge];
    }

    // Averaged with the mirror landmark, and rescaled so that the profile's geometric mean stays: else σ and the factors could drift apart.
    private static (ImmutableArray<double> Tangent, ImmutableArray<double> Normal) Factors(PopulationModel before, ProfileSums sums)
    {
        var scheme = before.Scheme;
        var (tangent, normal) = (new double[scheme.Count], new double[scheme.Count]);
        double logs = 0;
        for (var l = 0; l < scheme.Count; l++)
        {
            var m = scheme.Mirrors[l];
            tangent[l] = Math.Sqrt((Variance(before.TangentFactors, sums.TangentSquares, sums.TangentFreedom, l) + Variance(before.TangentFactors, sums.TangentSquares, sums.TangentFreedom, m)) / 2);
            normal[l] = Math.Sqrt((Variance(before.NormalFactors, sums.NormalSquares, sums.NormalFreedom, l) + Variance(before.NormalFactors, sums.NormalSquares, sums.NormalFreedom, m)) / 2);
            logs += Math.Log(tangent[l] / before.TangentFactors[l]) + Math.Log(normal[l] / before.NormalFactors[l]);
        }

        var scale = Math.Exp(-logs / (2 * scheme.Count));
        return ([.. tangent.Select(t => t * scale)], [.. normal.Select(t => t * scale)]);
    }

    private static double Variance(ImmutableArray<double> factors, double[] squares, double[] freedom, int l) =>
        (squares[l] + (FactorPrior * factors[l] * factors[l])) / (freedom[l] + FactorPrior);
}
