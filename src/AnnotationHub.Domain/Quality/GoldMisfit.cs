using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>
/// How far a known face's truth lies from what several annotators agree on, in standard deviations of that agreement (quality design 4.5). Each
/// landmark has <c>d² = (z−t)ᵀ(V + τ²/K·I)⁻¹(z−t)</c>, where V is the consensus' covariance and τ²/K is what is left of the annotators' own
/// biases; <c>√(Σd²/2n)</c> is 1 where the truth is right. The largest over the face as a whole, each of its groups, and each landmark counts.
/// </summary>
/// <param name="Deviations">Of the face or the group that fits worst.</param>
/// <param name="WorstLandmark">Of the landmark that fits worst.</param>
public readonly record struct GoldMisfit(double Deviations, double WorstLandmark)
{
    /// <summary>Beyond this many standard deviations the truth is wrong and not the annotators.</summary>
    private const double Limit = 3;

    /// <summary>The same of a single landmark: with a hundred of them, one in a hundred known faces would pass three by chance.</summary>
    private const double LandmarkLimit = 6;

    /// <summary>A truth was placed by a hand too: no nearer than this, in per cent of the normalising distance.</summary>
    private const double TruthSigma = 1;

    public bool IsContradicted => Deviations > Limit || WorstLandmark > LandmarkLimit;

    /// <param name="consensus">Of the annotators who contradict; their truth has no part in it.</param>
    /// <param name="truth">One entry for each landmark of the scheme.</param>
    public static GoldMisfit Of(LandmarkScheme scheme, FaceConsensus consensus, IReadOnlyList<PlacedLandmark> truth)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(consensus);
        ArgumentNullException.ThrowIfNull(truth);
        var variance = ((ErrorPriors.BiasSigma * ErrorPriors.BiasSigma / consensus.Labels.Length) + (TruthSigma * TruthSigma)) * Square(consensus.DistancePx / 100);
        var squares = new Dictionary<int, double>();
        for (var l = 0; l < scheme.Count; l++)
        {
            if (consensus.Landmarks[l].HasPosition && truth[l].HasPosition)
                squares[l] = Squared(consensus.Landmarks[l].Point - truth[l].Point, consensus.Covariances[l], variance);
        }

        if (squares.Count == 0) return default;
        var groups = scheme.Groups.Select(g => g.Landmarks.Where(squares.ContainsKey).Select(l => squares[l]).ToList()).Where(g => g.Count > 2);
        return new GoldMisfit(groups.Append([.. squares.Values]).Max(RootMean), RootMean([squares.Values.Max()]));
    }

    private static double RootMean(List<double> squares) => Math.Sqrt(squares.Average() / 2);

    private static double Squared(ImagePoint off, PointCovariance c, double variance)
    {
        var (a, b, d) = (c.Sxx + variance, c.Sxy, c.Syy + variance);
        return ((d * off.X * off.X) - (2 * b * off.X * off.Y) + (a * off.Y * off.Y)) / ((a * d) - (b * b));
    }

    private static double Square(double v) => v * v;
}
