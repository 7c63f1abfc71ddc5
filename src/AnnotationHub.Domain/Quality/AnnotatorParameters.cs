using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>One annotator's error on one kind of landmark: standard deviations along and across the curve, bias in the face's frame; per cent.</summary>
public readonly record struct KindError(double TangentSigma, double NormalSigma, ImagePoint Bias);

/// <summary>What the estimator believes of an annotator.</summary>
public sealed record AnnotatorParameters(ImmutableArray<KindError> Kinds, double Sigma, double GrossShare, double Slope)
{
    /// <summary>An annotator without a record.</summary>
    public static AnnotatorParameters Unknown { get; } = From(new AnnotatorSkill());

    /// <summary>
    /// Closed-form estimates shrunk towards the annotator's own mean and that towards the population's, so that few labels move
    /// little (quality design, step 4): <c>σ²_w = (S_w + 20σ₀²)/(n_w + 20)</c>, <c>σ²_wg = (S_wg + 40σ²_w)/(n_wg + 40)</c>, the two
    /// directions alike; <c>b = μ·n_eff/(n_eff + σ²_wg/τ²)</c>; <c>ε = clip((S_o + 4)/(n_o + 200), 0.002, 0.6)</c>;
    /// <c>β = (S_xz + 0.9c)/(S_zz + c)</c>.
    /// </summary>
    /// <param name="populationSigma">σ₀: the median annotator's standard deviation, where it is known.</param>
    public static AnnotatorParameters From(AnnotatorSkill skill, double populationSigma = ErrorPriors.Sigma)
    {
        ArgumentNullException.ThrowIfNull(skill);
        const double SlopePrior = 2650;
        var squares = skill.Sums.Sum(s => s.TangentSquares + s.NormalSquares);
        var freedom = skill.Sums.Sum(s => s.TangentFreedom + s.NormalFreedom);
        var variance = (squares + (20 * populationSigma * populationSigma)) / (freedom + 20);
        return new AnnotatorParameters(
            [.. skill.Sums.Select(s => Kind(s, variance))],
            Math.Sqrt(variance),
            Math.Clamp((skill.GrossErrors + (200 * ErrorPriors.GrossShare)) / (skill.Points + 200), 0.002, 0.6),
            (skill.SlopeCross + (0.9 * SlopePrior)) / (skill.SlopeSquare + SlopePrior));
    }

    private static KindError Kind(KindSums s, double annotatorVariance)
    {
        var variance = (s.TangentSquares + s.NormalSquares + (40 * annotatorVariance)) / (s.TangentFreedom + s.NormalFreedom + 40);
        var tangent = (s.TangentSquares + (40 * variance)) / (s.TangentFreedom + 40);
        var normal = (s.NormalSquares + (40 * variance)) / (s.NormalFreedom + 40);
        if (s.BiasWeight <= 0) return new KindError(Math.Sqrt(tangent), Math.Sqrt(normal), default);

        // The points of one label share one shift: a kind counts for three independent points per label at the most.
        var effective = s.BiasWeight / 4;
        var shrink = effective / (effective + (variance / (ErrorPriors.BiasSigma * ErrorPriors.BiasSigma)));
        return new KindError(Math.Sqrt(tangent), Math.Sqrt(normal), new ImagePoint(s.BiasX, s.BiasY) * (shrink / s.BiasWeight));
    }
}
