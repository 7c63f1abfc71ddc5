using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Domain.Quality;

/// <summary>One annotator's error on one kind of landmark: standard deviations along and across the curve, bias in the face's frame; per cent.</summary>
public readonly record struct KindError(double TangentSigma, double NormalSigma, ImagePoint Bias);

/// <summary>What the estimator believes of an annotator.</summary>
public sealed record AnnotatorParameters(ImmutableArray<KindError> Kinds, double Sigma, double GrossShare, double Slope)
{
    private const double SlopePrior = 2650;

    /// <summary>Where the scheme is not known: the points of a label, weighed by <see cref="KindSums.BiasWeight"/>, that are worth an independent one.</summary>
    private const double UnknownIndependence = 0.25;

    /// <summary>Degrees of freedom of the record behind <see cref="Sigma"/>, what is believed beforehand not counted: 0 of whom nothing is known.</summary>
    public double Freedom { get; init; }

    /// <summary>An annotator without a record.</summary>
    public static AnnotatorParameters Unknown { get; } = From(new AnnotatorSkill());

    /// <summary>
    /// Closed-form estimates shrunk towards the annotator's own mean and that towards the population's, so that few labels move
    /// little (quality design, step 4): <c>σ²_w = (S_w + 20σ₀²)/(n_w + 20)</c>, <c>σ²_wg = (S_wg + 40σ²_w)/(n_wg + 40)</c>, the two
    /// directions alike; <c>b = μ·n_eff/(n_eff + σ²_wg/τ²)</c>; <c>ε = clip((S_o + 4)/(n_o + 200), 0.002, 0.6)</c>;
    /// <c>β = (S_xz + 0.9c)/(S_zz + c)</c>.
    /// </summary>
    /// <param name="populationSigma">σ₀: the median annotator's standard deviation, where it is known.</param>
    public static AnnotatorParameters From(AnnotatorSkill skill, double populationSigma = ErrorPriors.Sigma) =>
        From(skill, populationSigma, null);

    /// <summary>The same within a population: its σ₀, its scheme's sizes, and biases about what all share.</summary>
    public static AnnotatorParameters From(AnnotatorSkill skill, PopulationModel population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return From(skill, population.Sigma, population);
    }

    /// <summary>What is subtracted of the mean bias for want of evidence, and what its variance is: <c>n_eff/(n_eff + σ²/τ²)</c>.</summary>
    internal static double BiasShrinkage(in KindSums s, double variance, double independentPoints)
    {
        var effective = s.BiasWeight * independentPoints;
        return effective <= 0 ? 0 : effective / (effective + (variance / (ErrorPriors.BiasSigma * ErrorPriors.BiasSigma)));
    }

    private static AnnotatorParameters From(AnnotatorSkill skill, double populationSigma, PopulationModel? population)
    {
        ArgumentNullException.ThrowIfNull(skill);
        double squares = 0, freedom = 0;
        foreach (var s in skill.Sums) (squares, freedom) = (squares + s.TangentSquares + s.NormalSquares, freedom + s.TangentFreedom + s.NormalFreedom);
        var scale = population?.MeanDifficulty ?? 1;
        var variance = ((scale * squares) + (20 * populationSigma * populationSigma)) / (freedom + 20);
        var kinds = new KindError[skill.Sums.Length];
        for (var g = 0; g < kinds.Length; g++)
            kinds[g] = Kind(skill.Sums[g], scale, variance, population?.IndependentPoints(g) ?? UnknownIndependence, population?.Gauge[g] ?? default);
        return new AnnotatorParameters(
            ImmutableCollectionsMarshal.AsImmutableArray(kinds),
            Math.Sqrt(variance),
            Math.Clamp((skill.GrossErrors + (200 * ErrorPriors.GrossShare)) / (skill.Points + 200), 0.002, 0.6),
            (skill.SlopeCross + (0.9 * SlopePrior)) / (skill.SlopeSquare + SlopePrior))
        {
            Freedom = freedom,
        };
    }

    private static KindError Kind(in KindSums s, double scale, double annotatorVariance, double independentPoints, ImagePoint gauge)
    {
        var variance = ((scale * (s.TangentSquares + s.NormalSquares)) + (40 * annotatorVariance)) / (s.TangentFreedom + s.NormalFreedom + 40);
        var tangent = ((scale * s.TangentSquares) + (40 * variance)) / (s.TangentFreedom + 40);
        var normal = ((scale * s.NormalSquares) + (40 * variance)) / (s.NormalFreedom + 40);
        var shrink = BiasShrinkage(s, variance, independentPoints);
        // Of whom nothing is known is taken to have what all share: a bias of nothing about the gauge.
        var bias = shrink > 0 ? ((new ImagePoint(s.BiasX, s.BiasY) * (1 / s.BiasWeight)) - gauge) * shrink : default;
        return new KindError(Math.Sqrt(tangent), Math.Sqrt(normal), bias);
    }
}
