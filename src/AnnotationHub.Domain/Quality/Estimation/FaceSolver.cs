using System.Runtime.CompilerServices;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Step 2: the consensus of one face after another, with arrays that are filled again for each. Inside, everything is in the face's own frame,
/// in per cent of the normalising distance, with the annotators' biases taken out of the labels.
/// </summary>
public sealed class FaceSolver
{
    /// <summary>Given tangents and difficulty each round is exact, so that few are needed: they only let those two settle.</summary>
    private const int Rounds = 3;

    private const double LeastDifficulty = 0.25;
    private const double GreatestDifficulty = 9;

    /// <summary>
    /// Degrees of freedom that an ordinary face is worth: the difficulty is the mode under an inverse-gamma prior about 1,
    /// <c>G = (20 + Σ r²/v₁)/(20 + f)</c> with the variances v₁ of an ordinary face.
    /// </summary>
    private const double DifficultyPrior = 20;

    private readonly SchemeGeometry scheme;
    private readonly InlierSubsets subsets = new();
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] faceX;
    private readonly double[] faceY;
    private readonly double[] tangentX;
    private readonly double[] tangentY;
    private readonly double[] tangentVariances;
    private readonly double[] normalVariances;
    private readonly AnnotatorWeights[] annotators = new AnnotatorWeights[InlierSubsets.MaximumLabels];
    private readonly EvidenceSums[] evidence = [.. Enumerable.Range(0, InlierSubsets.MaximumLabels).Select(_ => new EvidenceSums())];
    private readonly ulong[] swapped = new ulong[InlierSubsets.MaximumLabels];
    private readonly int[] from = new int[InlierSubsets.MaximumLabels];
    private LandmarkProfile profile;
    private MeanShape mean;
    private FaceFrame frame;
    private bool isKnown;
    private int count;

    internal FaceSolver(PopulationModel population)
    {
        scheme = SchemeGeometry.Of(population.Scheme);
        var n = scheme.Count;
        (x, y) = (new double[InlierSubsets.MaximumLabels * n], new double[InlierSubsets.MaximumLabels * n]);
        (faceX, faceY, tangentX, tangentY, tangentVariances, normalVariances) = (new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        Profile = new ProfileSums(n);
        (profile, mean) = (population.Profile, population.Mean);
    }

    public LandmarkScheme Scheme => scheme.Scheme;

    /// <summary>The normalising distance of the face, in pixels.</summary>
    public double DistancePx => frame.DistancePx;

    /// <summary>How much larger this face's errors are than usual, as a variance: 1 for an ordinary face.</summary>
    public double Difficulty { get; private set; } = 1;

    /// <summary>What the face says of each landmark's difficulty.</summary>
    internal ProfileSums Profile { get; }

    internal void Use(PopulationModel population) => (profile, mean) = (population.Profile, population.Mean);

    /// <summary>Adds the face's shape to <paramref name="shapes"/>.</summary>
    internal void AddShape(ShapeSums shapes) => shapes.Add(mean, faceX, faceY);

    /// <summary>Estimates the face; the answers below are of it until the next.</summary>
    /// <param name="by">The annotator of each label.</param>
    internal void Solve(FaceLabels labels, ReadOnlySpan<AnnotatorWeights> by)
    {
        (count, isKnown, Difficulty) = (labels.Count, labels.HasTruth, 1);
        by[..count].CopyTo(annotators);
        for (var k = 0; k < count; k++)
        {
            labels.Xs(k).CopyTo(x.AsSpan(k * scheme.Count));
            labels.Ys(k).CopyTo(y.AsSpan(k * scheme.Count));
        }

        SideOrder.Correct(scheme, x, y, count, swapped);
        Place(labels);
        for (var round = 0; round < Rounds; round++)
        {
            Follow();
            Iterate(isLast: round == Rounds - 1);
        }
    }

    /// <summary>Position in pixels; null where no label has one.</summary>
    public ImagePoint? Position(int l)
    {
        if (double.IsNaN(faceX[l])) return null;
        var (px, py) = frame.Leave(faceX[l], faceY[l]);
        return new ImagePoint(px, py);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PointCovariance Covariance(int l)
    {
        var (c, s) = ((frame.Cos * tangentX[l]) - (frame.Sin * tangentY[l]), (frame.Sin * tangentX[l]) + (frame.Cos * tangentY[l]));
        var scale = 1 / (frame.PercentPerPx * frame.PercentPerPx);
        var (vt, vn) = (tangentVariances[l] * scale, normalVariances[l] * scale);
        return new PointCovariance((vt * c * c) + (vn * s * s), (vt - vn) * c * s, (vt * s * s) + (vn * c * c));
    }

    /// <summary>Expected distance of a landmark from where it belongs, per cent; 0 where it has no position.</summary>
    public double PredictedPercent(int l) => double.IsNaN(faceX[l]) ? 0 : MeanLength.Of(tangentVariances[l], normalVariances[l]);

    /// <summary>Mean of <see cref="PredictedPercent(int)"/> over the landmarks that have a position; 0 without one.</summary>
    public double PredictedPercent()
    {
        double sum = 0;
        var placed = 0;
        for (var l = 0; l < scheme.Count; l++)
        {
            if (double.IsNaN(faceX[l])) continue;
            sum += PredictedPercent(l);
            placed++;
        }

        return placed == 0 ? 0 : sum / placed;
    }

    /// <summary>How label <paramref name="k"/> lies beside the consensus, sides put right.</summary>
    public LabelFit Fit(int k)
    {
        var skill = new AnnotatorSkill();
        WriteEvidence(k, skill);
        return new LabelFit(evidence[k].MeanPercent, evidence[k].InlierShare, [.. SwappedGroups(k)], skill) { NoiseRatio = evidence[k].NoiseRatio };
    }

    internal void WriteEvidence(int k, AnnotatorSkill to)
    {
        var slice = (Start: k * scheme.Count, scheme.Count);
        Span<double> rawX = stackalloc double[scheme.Count];
        Span<double> rawY = stackalloc double[scheme.Count];
        var slope = EvidenceSums.Slope(
            scheme, mean, x.AsSpan(slice.Start, slice.Count), y.AsSpan(slice.Start, slice.Count), annotators[k], faceX, faceY, rawX, rawY);
        evidence[k].WriteTo(to, slope, swapped[k] != 0);
    }

    private IEnumerable<string> SwappedGroups(int k) =>
        Enumerable.Range(0, scheme.SideSets.Length).Where(s => (swapped[k] & (1UL << s)) != 0).SelectMany(s => scheme.SideSets[s].Groups);

    private void Place(FaceLabels labels)
    {
        var boxPx = Math.Sqrt(Math.Max(labels.Box.Width, 1e-9) * Math.Max(labels.Box.Height, 1e-9));
        if (isKnown)
        {
            Span<double> truthX = stackalloc double[scheme.Count];
            Span<double> truthY = stackalloc double[scheme.Count];
            labels.TruthXs.CopyTo(truthX);
            labels.TruthYs.CopyTo(truthY);
            frame = FaceFrame.Place(scheme, truthX, truthY, 1, faceX, faceY, boxPx);
            frame.Enter(x.AsSpan(0, count * scheme.Count), y.AsSpan(0, count * scheme.Count));
        }
        else
        {
            frame = FaceFrame.Place(scheme, x, y, count, faceX, faceY, boxPx);
        }

        for (var k = 0; k < count; k++)
        {
            for (var l = 0; l < scheme.Count; l++)
            {
                x[(k * scheme.Count) + l] -= annotators[k].BiasX[scheme.Kinds[l]];
                y[(k * scheme.Count) + l] -= annotators[k].BiasY[scheme.Kinds[l]];
            }
        }
    }

    // The unit tangent of each landmark along its curve: errors spread along it. On no curve it is the face's own x axis.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow()
    {
        for (var l = 0; l < scheme.Count; l++)
        {
            (tangentX[l], tangentY[l]) = (1, 0);
            if (scheme.Before[l] < 0) continue;
            var before = double.IsNaN(faceX[scheme.Before[l]]) ? l : scheme.Before[l];
            var after = double.IsNaN(faceX[scheme.After[l]]) ? l : scheme.After[l];
            var (dx, dy) = (faceX[after] - faceX[before], faceY[after] - faceY[before]);
            var length = Math.Sqrt((dx * dx) + (dy * dy));
            if (length > 1e-9) (tangentX[l], tangentY[l]) = (dx / length, dy / length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Iterate(bool isLast)
    {
        double squares = 0, freedom = 0;
        var logDifficulty = Math.Log(Difficulty);
        if (isLast) ClearEvidence();
        for (var l = 0; l < scheme.Count; l++)
        {
            if (!Gather(l, logDifficulty)) continue;
            if (isKnown)
            {
                for (var i = 0; i < subsets.Count; i++)
                {
                    var p = subsets.LabelAgainstTruth(i);
                    squares += (p.TangentSquare * subsets.TangentWeight[i]) + (p.NormalSquare * subsets.NormalWeight[i]);
                    freedom += p.TangentFreedom + p.NormalFreedom;
                }
            }
            else
            {
                subsets.Solve();
                (squares, freedom) = (squares + subsets.Squares, freedom + subsets.Freedom);
                Move(l);
            }

            if (isLast) Account(l);
        }

        // One label of a known face cannot say whether it is the face or the annotator.
        if (!isLast && !(isKnown && count == 1)) Difficulty = Math.Clamp((DifficultyPrior + (Difficulty * squares)) / (DifficultyPrior + freedom), LeastDifficulty, GreatestDifficulty);
    }

    private void ClearEvidence()
    {
        for (var k = 0; k < count; k++) evidence[k].Clear();
        Profile.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Gather(int l, double logDifficulty)
    {
        var kind = scheme.Kinds[l];
        var (it, inn, odds) = (profile.TangentInverse[l] / Difficulty, profile.NormalInverse[l] / Difficulty, profile.Odds[l] / Difficulty);
        var logOdds = profile.LogOdds[l] - logDifficulty;
        var (tx, ty, px, py) = (tangentX[l], tangentY[l], faceX[l], faceY[l]);
        var i = 0;
        for (var k = 0; k < count; k++)
        {
            var (dx, dy) = (x[(k * scheme.Count) + l] - px, y[(k * scheme.Count) + l] - py);
            if (double.IsNaN(dx)) continue;
            var by = annotators[k];
            from[i] = k;
            (subsets.Tangent[i], subsets.Normal[i]) = ((dx * tx) + (dy * ty), (dy * tx) - (dx * ty));
            (subsets.TangentWeight[i], subsets.NormalWeight[i]) = (by.Tangent[kind] * it, by.Normal[kind] * inn);
            (subsets.Odds[i], subsets.LogOdds[i]) = (by.Odds[kind] * odds, by.LogOdds[kind] + logOdds);
            i++;
        }

        subsets.Count = i;
        return i > 0;
    }

    private void Move(int l)
    {
        var (tx, ty) = (tangentX[l], tangentY[l]);
        faceX[l] += (subsets.TangentShift * tx) - (subsets.NormalShift * ty);
        faceY[l] += (subsets.TangentShift * ty) + (subsets.NormalShift * tx);
        (tangentVariances[l], normalVariances[l]) = (subsets.TangentVariance, subsets.NormalVariance);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Account(int l)
    {
        var kind = scheme.Kinds[l];
        var (kt2, kn2) = (Difficulty / profile.TangentInverse[l], Difficulty / profile.NormalInverse[l]);
        if (isKnown) (tangentVariances[l], normalVariances[l]) = (0, 0);
        for (var i = 0; i < subsets.Count; i++)
        {
            var k = from[i];
            var p = isKnown ? subsets.LabelAgainstTruth(i) : subsets.Label(i);
            evidence[k].Add(kind, p, kt2, kn2, tangentX[l], tangentY[l], annotators[k]);
            Profile.Add(l, p, subsets.TangentWeight[i], subsets.NormalWeight[i], profile);
            var (dx, dy) = (x[(k * scheme.Count) + l] + annotators[k].BiasX[kind] - faceX[l], y[(k * scheme.Count) + l] + annotators[k].BiasY[kind] - faceY[l]);
            evidence[k].AddDistance(Math.Sqrt((dx * dx) + (dy * dy)));
        }
    }
}
