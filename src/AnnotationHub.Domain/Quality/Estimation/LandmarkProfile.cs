namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>The landmarks' difficulties as the expectation step uses them: inverse squares of the factors, and √ of their product.</summary>
internal sealed class LandmarkProfile
{
    public LandmarkProfile(ReadOnlySpan<double> tangentFactors, ReadOnlySpan<double> normalFactors)
    {
        var n = tangentFactors.Length;
        (TangentInverse, NormalInverse, Odds) = (new double[n], new double[n], new double[n]);
        for (var l = 0; l < n; l++)
        {
            (TangentInverse[l], NormalInverse[l]) = (1 / (tangentFactors[l] * tangentFactors[l]), 1 / (normalFactors[l] * normalFactors[l]));
            Odds[l] = 1 / (tangentFactors[l] * normalFactors[l]);
        }
    }

    public double[] TangentInverse { get; }

    public double[] NormalInverse { get; }

    /// <summary>What the landmark does to the odds of an honest point over a gross one.</summary>
    public double[] Odds { get; }
}

/// <summary>Residuals of every landmark over what their annotators are good for: how much harder it is than it was taken for.</summary>
internal sealed class ProfileSums(int landmarks)
{
    public double[] TangentRatios { get; } = new double[landmarks];

    public double[] NormalRatios { get; } = new double[landmarks];

    public double[] TangentFreedom { get; } = new double[landmarks];

    public double[] NormalFreedom { get; } = new double[landmarks];

    public void Clear()
    {
        Array.Clear(TangentRatios);
        Array.Clear(NormalRatios);
        Array.Clear(TangentFreedom);
        Array.Clear(NormalFreedom);
    }

    public void Add(int l, in LabelPosterior p, double tangentWeight, double normalWeight)
    {
        TangentRatios[l] += p.TangentSquare * tangentWeight;
        NormalRatios[l] += p.NormalSquare * normalWeight;
        TangentFreedom[l] += p.TangentFreedom;
        NormalFreedom[l] += p.NormalFreedom;
    }

    public void Add(ProfileSums face)
    {
        for (var l = 0; l < TangentRatios.Length; l++)
        {
            TangentRatios[l] += face.TangentRatios[l];
            NormalRatios[l] += face.NormalRatios[l];
            TangentFreedom[l] += face.TangentFreedom[l];
            NormalFreedom[l] += face.NormalFreedom[l];
        }
    }
}
