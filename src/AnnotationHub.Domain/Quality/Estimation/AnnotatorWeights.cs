namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// An annotator's parameters as the expectation step uses them: per kind of landmark the inverse variances, the bias, and the odds of an honest
/// point over a gross one at the curve's own scale, <c>(1−ε)/ε · A/(2π) · √(1/σ²_t · 1/σ²_n)</c>, with their logarithm.
/// </summary>
internal sealed class AnnotatorWeights
{
    private static readonly double GrossArea = Math.PI * ErrorPriors.GrossRadius * ErrorPriors.GrossRadius;

    public double[] Tangent { get; } = new double[ErrorPriors.Kinds];

    public double[] Normal { get; } = new double[ErrorPriors.Kinds];

    public double[] BiasX { get; } = new double[ErrorPriors.Kinds];

    public double[] BiasY { get; } = new double[ErrorPriors.Kinds];

    public double[] Odds { get; } = new double[ErrorPriors.Kinds];

    public double[] LogOdds { get; } = new double[ErrorPriors.Kinds];

    public static AnnotatorWeights Of(AnnotatorParameters parameters)
    {
        var weights = new AnnotatorWeights();
        weights.Set(parameters);
        return weights;
    }

    public AnnotatorWeights Copy()
    {
        var copy = new AnnotatorWeights();
        Tangent.CopyTo(copy.Tangent, 0);
        Normal.CopyTo(copy.Normal, 0);
        BiasX.CopyTo(copy.BiasX, 0);
        BiasY.CopyTo(copy.BiasY, 0);
        Odds.CopyTo(copy.Odds, 0);
        LogOdds.CopyTo(copy.LogOdds, 0);
        return copy;
    }

    public void Set(AnnotatorParameters parameters)
    {
        for (var g = 0; g < ErrorPriors.Kinds; g++)
        {
            var error = parameters.Kinds[g];
            (Tangent[g], Normal[g]) = (1 / (error.TangentSigma * error.TangentSigma), 1 / (error.NormalSigma * error.NormalSigma));
            (BiasX[g], BiasY[g]) = (error.Bias.X, error.Bias.Y);
            Odds[g] = (1 - parameters.GrossShare) / parameters.GrossShare * GrossArea / (2 * Math.PI * error.TangentSigma * error.NormalSigma);
            LogOdds[g] = Math.Log(Odds[g]);
        }
    }
}
