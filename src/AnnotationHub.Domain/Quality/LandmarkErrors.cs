using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// The predicted error of each landmark of a consensus, and what one more label of an ordinary annotator would leave of it; per cent of
/// the normalising distance. Their mean over the landmarks that have a position is the consensus' own predicted error.
/// </summary>
internal sealed class LandmarkErrors
{
    private readonly double[] now;
    private readonly double[] afterOneMore;

    public LandmarkErrors(LandmarkScheme scheme, FaceConsensus consensus)
    {
        Positioned = [.. Enumerable.Range(0, scheme.Count).Where(l => consensus.Landmarks[l].HasPosition)];
        (now, afterOneMore) = (new double[scheme.Count], new double[scheme.Count]);
        foreach (var l in Positioned)
        {
            var (c, v) = (consensus.Covariances[l], OrdinaryVariancePx(scheme.Kinds[l], consensus.DistancePx));
            now[l] = consensus.LandmarkPercents[l];
            afterOneMore[l] = now[l] * Math.Sqrt(TotalVariance(WithOneMore(c, v)) / Math.Max(TotalVariance(c), 1e-12));
        }
    }

    public IReadOnlyList<int> Positioned { get; }

    public double Now(int landmark) => now[landmark];

    public double Gain(int landmark) => now[landmark] - afterOneMore[landmark];

    private static double TotalVariance(PointCovariance c) => Math.Max(0, c.Sxx + c.Syy);

    private static double OrdinaryVariancePx(LandmarkKind kind, double distancePx)
    {
        var (t, n) = (ErrorPriors.TangentFactor(kind), ErrorPriors.NormalFactor(kind));
        var sigmaPx = ErrorPriors.Sigma * distancePx / 100;
        return sigmaPx * sigmaPx * ((t * t) + (n * n)) / 2;
    }

    /// <summary><c>(C⁻¹ + I/v)⁻¹ = (C/v + I)⁻¹ C</c>, which a singular C does not break.</summary>
    private static PointCovariance WithOneMore(PointCovariance c, double v)
    {
        var (a, b, d) = (1 + (c.Sxx / v), c.Sxy / v, 1 + (c.Syy / v));
        var determinant = (a * d) - (b * b);
        return new PointCovariance(
            ((d * c.Sxx) - (b * c.Sxy)) / determinant,
            ((d * c.Sxy) - (b * c.Syy)) / determinant,
            ((a * c.Syy) - (b * c.Sxy)) / determinant);
    }
}
