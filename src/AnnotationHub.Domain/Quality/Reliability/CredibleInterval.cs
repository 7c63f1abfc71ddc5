using MathNet.Numerics.Distributions;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>An estimate and the interval that holds the true value with 90 % probability.</summary>
public readonly record struct CredibleInterval(double Estimate, double Low, double High)
{
    private const double Tail = 0.05;

    /// <summary>Normal quantile of 95 %.</summary>
    private const double Deviations = 1.6449;

    /// <summary>
    /// The errors of one label hang together: about five landmarks carry the information of one (quality design 4.6), so that degrees of freedom
    /// are divided by this.
    /// </summary>
    private const double WithinLabel = 5;

    /// <summary>
    /// A standard deviation from a (shrunk) variance on <paramref name="freedom"/> degrees of freedom, the prior's included:
    /// <c>nσ²/χ²</c> with n a fifth of them.
    /// </summary>
    public static CredibleInterval Sigma(double sigma, double freedom)
    {
        var n = Math.Max(freedom / WithinLabel, 1);
        return new CredibleInterval(sigma, sigma * Math.Sqrt(n / ChiSquared.InvCDF(n, 1 - Tail)), sigma * Math.Sqrt(n / ChiSquared.InvCDF(n, Tail)));
    }

    /// <summary>
    /// A share from expected successes and failures, the prior's included: quantiles of the Beta distribution. <paramref name="perIndependent"/>
    /// trials carry the information of one.
    /// </summary>
    public static CredibleInterval Share(double successes, double failures, double perIndependent = 1)
    {
        var (a, b) = (Math.Max(successes / perIndependent, 1e-3), Math.Max(failures / perIndependent, 1e-3));
        return new CredibleInterval(successes / (successes + failures), Beta.InvCDF(a, b, Tail), Beta.InvCDF(a, b, 1 - Tail));
    }

    /// <summary>A value with normal error.</summary>
    public static CredibleInterval Normal(double value, double standardError) =>
        new(value, value - (Deviations * standardError), value + (Deviations * standardError));
}
