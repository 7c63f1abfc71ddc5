namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>The landmarks' difficulties as the expectation step uses them: inverse squares of the factors, and √ of their product.</summary>
internal sealed class LandmarkProfile
{
    public LandmarkProfile(ReadOnlySpan<double> tangentFactors, ReadOnlySpan<double> normalFactors)
    {
        var n = tangentFactors.Length;
        (TangentInverse, NormalInverse, Odds, LogOdds) = (new double[n], new double[n], new double[n], new double[n]);
        for (var l = 0; l < n; l++)
        {
            (TangentInverse[l], NormalInverse[l]) = (1 / (tangentFactors[l] * tangentFactors[l]), 1 / (normalFactors[l] * normalFactors[l]));
            Odds[l] = 1 / (tangentFactors[l] * normalFactors[l]);
            LogOdds[l] = Math.Log(Odds[l]);
        }
    }

    public double[] TangentInverse { get; }

    public double[] NormalInverse { get; }

    /// <summary>What the landmark does to the odds of an honest point over a gross one.</summary>
    public double[] Odds { get; }

    public double[] LogOdds { get; }
}

/// <summary>
/// Squared residuals of every landmark over what their annotators are good for on an ordinary landmark, and their degrees of freedom: the
/// quotient is the landmark's squared factor, whatever it was taken for.
/// </summary>
internal sealed class ProfileSums(int landmarks)
{
    public double[] TangentSquares { get; } = new double[landmarks];

    public double[] NormalSquares { get; } = new double[landmarks];

    public double[] TangentFreedom { get; } = new double[landmarks];

    public double[] NormalFreedom { get; } = new double[landmarks];

    public void Clear()
    {
        Array.Clear(TangentSquares);
        Array.Clear(NormalSquares);
        Array.Clear(TangentFreedom);
        Array.Clear(NormalFreedom);
    }

    /// <param name="tangent">The label's inverse variances along and across the curve on this face, <paramref name="profile"/>'s factors included.</param>
    public void Add(int l, in LabelPosterior p, double tangent, double normal, LandmarkProfile profile)
    {
        TangentSquares[l] += p.TangentSquare * tangent / profile.TangentInverse[l];
        NormalSquares[l] += p.NormalSquare * normal / profile.NormalInverse[l];
        TangentFreedom[l] += p.TangentFreedom;
        NormalFreedom[l] += p.NormalFreedom;
    }

    public void Add(ProfileSums face)
    {
        for (var l = 0; l < TangentSquares.Length; l++)
        {
            TangentSquares[l] += face.TangentSquares[l];
            NormalSquares[l] += face.NormalSquares[l];
            TangentFreedom[l] += face.TangentFreedom[l];
            NormalFreedom[l] += face.NormalFreedom[l];
        }
    }
}
