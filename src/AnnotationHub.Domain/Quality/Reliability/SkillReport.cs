using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>An annotator's errors on one kind of landmark, per cent: noise along and across the curve (the mean landmark's), bias in the face's frame.</summary>
public sealed record KindReport(LandmarkKind Kind, CredibleInterval TangentSigma, CredibleInterval NormalSigma, CredibleInterval BiasX, CredibleInterval BiasY)
{
    /// <summary>Length of the bias, per cent.</summary>
    public double BiasPercent => Math.Sqrt((BiasX.Estimate * BiasX.Estimate) + (BiasY.Estimate * BiasY.Estimate));
}

/// <summary>
/// What an annotator's labels are worth on one scheme, each figure with its 90 % credible interval (quality design 4.6). Few labels give wide
/// intervals about what everybody is like.
/// </summary>
/// <param name="Kinds">Only kinds that the annotator has labelled.</param>
/// <param name="Sigma">Standard deviation before the landmark's own factor, per cent.</param>
/// <param name="GrossShare">Share of landmarks that are gross errors.</param>
/// <param name="SwapShare">Share of faces with exchanged left and right.</param>
/// <param name="Slope">1 for who follows each face, 0 for who places the mean face everywhere.</param>
/// <param name="ExpectedErrorPercent">Root mean square error of a landmark, gross errors included: what annotators are ranked by.</param>
public sealed record SkillReport(
    ImmutableArray<KindReport> Kinds, CredibleInterval Sigma, CredibleInterval GrossShare, CredibleInterval SwapShare, double Slope, double ExpectedErrorPercent, int Faces)
{
    /// <summary>How far off a gross error is, per cent (quality design 4.6).</summary>
    private const double GrossPercent = 30;

    /// <summary>Share of exchanged sides of who has no record: 1 in 100, held as firmly as fifty faces.</summary>
    private const double SwapPrior = 0.5;
    private const double SwapPriorFaces = 50;

    public static SkillReport Of(AnnotatorSkill skill, PopulationModel population)
    {
        ArgumentNullException.ThrowIfNull(skill);
        ArgumentNullException.ThrowIfNull(population);
        var parameters = AnnotatorParameters.From(skill, population);
        var freedom = skill.Sums.Sum(s => s.TangentFreedom + s.NormalFreedom);
        var gross = skill.GrossErrors + (200 * ErrorPriors.GrossShare);
        return new SkillReport(
            [.. Enum.GetValues<LandmarkKind>().Where(k => skill.Sums[(int)k].TangentFreedom > 0).Select(k => Kind(k, skill.Sums[(int)k], parameters, population))],
            CredibleInterval.Sigma(parameters.Sigma, freedom + 20),
            CredibleInterval.Share(gross, skill.Points + 200 - gross, perIndependent: 5) with { Estimate = parameters.GrossShare },
            CredibleInterval.Share(skill.Swaps + SwapPrior, skill.Faces - skill.Swaps + SwapPriorFaces - SwapPrior),
            parameters.Slope,
            ExpectedError(parameters, population),
            (int)Math.Round(skill.Faces));
    }

    /// <summary><c>√((1−ε)(σ²_t + σ²_n) + ε·30²)</c>, the variances averaged over the scheme's landmarks.</summary>
    public static double ExpectedError(AnnotatorParameters parameters, PopulationModel population)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(population);
        double variance = 0;
        for (var l = 0; l < population.Scheme.Count; l++)
        {
            var error = parameters.Kinds[(int)population.Scheme.Kinds[l]];
            variance += Square(error.TangentSigma * population.TangentFactors[l]) + Square(error.NormalSigma * population.NormalFactors[l]);
        }

        return Math.Sqrt(((1 - parameters.GrossShare) * variance / population.Scheme.Count) + (parameters.GrossShare * GrossPercent * GrossPercent));
    }

    private static KindReport Kind(LandmarkKind kind, KindSums sums, AnnotatorParameters parameters, PopulationModel population)
    {
        var error = parameters.Kinds[(int)kind];
        var (tangent, normal) = MeanFactors(kind, population);
        var variance = error.TangentSigma * error.NormalSigma;
        // What is left of the prior's variance once the evidence is in: τ²·λ/(n_eff + λ).
        var shrink = AnnotatorParameters.BiasShrinkage(sums, variance, population.IndependentPoints((int)kind));
        var standardError = ErrorPriors.BiasSigma * Math.Sqrt(1 - shrink);
        return new KindReport(
            kind,
            Scaled(CredibleInterval.Sigma(error.TangentSigma, sums.TangentFreedom + 40), tangent),
            Scaled(CredibleInterval.Sigma(error.NormalSigma, sums.NormalFreedom + 40), normal),
            CredibleInterval.Normal(error.Bias.X, standardError),
            CredibleInterval.Normal(error.Bias.Y, standardError));
    }

    private static (double Tangent, double Normal) MeanFactors(LandmarkKind kind, PopulationModel population)
    {
        int[] landmarks = [.. Enumerable.Range(0, population.Scheme.Count).Where(l => population.Scheme.Kinds[l] == kind)];
        return landmarks.Length == 0
            ? (ErrorPriors.TangentFactor(kind), ErrorPriors.NormalFactor(kind))
            : (landmarks.Average(l => population.TangentFactors[l]), landmarks.Average(l => population.NormalFactors[l]));
    }

    private static CredibleInterval Scaled(CredibleInterval of, double factor) => new(of.Estimate * factor, of.Low * factor, of.High * factor);

    private static double Square(double v) => v * v;
}
