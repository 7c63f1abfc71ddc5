using System.Numerics;
using System.Runtime.CompilerServices;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// The posterior of one landmark's position from up to five labels of which some may be gross errors, exactly, by summing over every
/// non-empty subset of inliers. Along the tangent and the normal the errors are independent, so that each direction is a scalar. One instance
/// serves every landmark of every face: nothing is allocated.
/// </summary>
/// <remarks>
/// With <c>a_h = Σ 1/v_t</c>, <c>m_h = Σ (x/v_t)/a_h</c>, <c>Q_h = Σ (x − m_h)²/v</c> over the inliers of a subset and its odds <c>o_k</c> of
/// being honest, <c>P_h ∝ Π o_k · exp(−Q_h/2) / √(a_h b_h)</c> (quality design 4.2, step 2, divided by the weight of "all gross"). The odds are
/// against a gross error at the density's height; where labels lie far apart, each that is left out counts with what the density has fallen to
/// at its distance from <c>m_h</c> (<see cref="GrossErrorDensity"/>).
/// </remarks>
internal sealed class InlierSubsets
{
    public const int MaximumLabels = 5;

    /// <summary>Where the all-honest subset beats its best rival by this much (in logarithm), it is used alone: it holds over 98 % of the mass.</summary>
    private const double PlainMargin = 6;

    private const int Subsets = 1 << MaximumLabels;

    private readonly double[] a = new double[Subsets];
    private readonly double[] b = new double[Subsets];
    private readonly double[] tangentSums = new double[Subsets];
    private readonly double[] normalSums = new double[Subsets];
    private readonly double[] squares = new double[Subsets];
    private readonly double[] odds = new double[Subsets];
    private readonly double[] mass = new double[Subsets];
    private bool isPlain;

    public InlierSubsets() => odds[0] = 1;

    /// <summary>The labels: residuals from the current position, inverse variances, odds of being honest.</summary>
    public int Count { get; set; }

    public double[] Tangent { get; } = new double[MaximumLabels];

    public double[] Normal { get; } = new double[MaximumLabels];

    public double[] TangentWeight { get; } = new double[MaximumLabels];

    public double[] NormalWeight { get; } = new double[MaximumLabels];

    public double[] Odds { get; } = new double[MaximumLabels];

    /// <summary>Natural logarithm of <see cref="Odds"/>.</summary>
    public double[] LogOdds { get; } = new double[MaximumLabels];

    /// <summary>Shift of the position along the tangent and the normal, from where the residuals were taken.</summary>
    public double TangentShift { get; private set; }

    public double NormalShift { get; private set; }

    /// <summary>Posterior variances; disagreement inflates them by itself.</summary>
    public double TangentVariance { get; private set; }

    public double NormalVariance { get; private set; }

    /// <summary>Expected sum of the honest labels' squared residuals over their variances, and its degrees of freedom.</summary>
    public double Squares { get; private set; }

    public double Freedom { get; private set; }

    // Hot, and over before the run-time would have optimised it in steps.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve()
    {
        double wt = 0, wn = 0, st = 0, sn = 0;
        for (var k = 0; k < Count; k++)
        {
            (wt, wn) = (wt + TangentWeight[k], wn + NormalWeight[k]);
            (st, sn) = (st + (TangentWeight[k] * Tangent[k]), sn + (NormalWeight[k] * Normal[k]));
        }

        (TangentShift, NormalShift, TangentVariance, NormalVariance) = (st / wt, sn / wn, 1 / wt, 1 / wn);
        isPlain = Count == 1 || IsPlain();
        if (Count == 1) (Squares, Freedom) = (0, 0);
        else if (!isPlain) SolveSubsets();
    }

    // Leaving label k out lessens the deviance by its squared residual over 1 − leverage and costs its odds; leaving out more can lessen it by
    // no more than all of it and costs the odds of two at the least.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsPlain()
    {
        double q = 0, best = double.NegativeInfinity, least = double.PositiveInfinity;
        for (var k = 0; k < Count; k++)
        {
            var (dt, dn) = (Tangent[k] - TangentShift, Normal[k] - NormalShift);
            var (t, n) = (dt * dt * TangentWeight[k], dn * dn * NormalWeight[k]);
            q += t + n;
            var without = (t / (1 - (TangentWeight[k] * TangentVariance))) + (n / (1 - (NormalWeight[k] * NormalVariance)));
            best = Math.Max(best, (without / 2) - LogOdds[k]);
            least = Math.Min(least, LogOdds[k]);
        }

        (Squares, Freedom) = (q, 2 * (Count - 1));
        return best < -PlainMargin && (Count == 2 || (q / 2) - (2 * least) < -PlainMargin);
    }

    /// <summary>What the subsets say of label <paramref name="k"/>, after <see cref="Solve"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LabelPosterior Label(int k)
    {
        if (isPlain)
        {
            var (dt, dn) = (Tangent[k] - TangentShift, Normal[k] - NormalShift);
            return new LabelPosterior(1, dt, dn, dt * dt, dn * dn, 1 - (TangentWeight[k] * TangentVariance), 1 - (NormalWeight[k] * NormalVariance));
        }

        var p = default(LabelPosterior);
        for (var h = 1 << k; h < 1 << Count; h = (h + 1) | (1 << k))
        {
            var (dt, dn) = (Tangent[k] - (tangentSums[h] / a[h]), Normal[k] - (normalSums[h] / b[h]));
            p.Inlier += mass[h];
            (p.Tangent, p.Normal) = (p.Tangent + (mass[h] * dt), p.Normal + (mass[h] * dn));
            (p.TangentSquare, p.NormalSquare) = (p.TangentSquare + (mass[h] * dt * dt), p.NormalSquare + (mass[h] * dn * dn));
            // The label's leverage on its own consensus is taken out of its degrees of freedom.
            p.TangentFreedom += mass[h] * (1 - (TangentWeight[k] / a[h]));
            p.NormalFreedom += mass[h] * (1 - (NormalWeight[k] / b[h]));
        }

        return p;
    }

    /// <summary>The same of label <paramref name="k"/> where the position is known and the residuals are taken from it.</summary>
    public LabelPosterior LabelAgainstTruth(int k)
    {
        var (dt, dn) = (Tangent[k], Normal[k]);
        var honest = Odds[k] * Math.Exp(-((dt * dt * TangentWeight[k]) + (dn * dn * NormalWeight[k])) / 2);
        var p = honest / (GrossErrorDensity.OfHeight((dt * dt) + (dn * dn)) + honest);
        return new LabelPosterior(p, p * dt, p * dn, p * dt * dt, p * dn * dn, p, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveSubsets()
    {
        double total = 0;
        var subsets = 1 << Count;
        var isScattered = IsScattered();
        for (var h = 1; h < subsets; h++) total += mass[h] = isScattered ? Mass(h) * LeftOut(h) : Mass(h);
        double t = 0, n = 0;
        for (var h = 1; h < subsets; h++)
        {
            mass[h] /= total;
            (t, n) = (t + (mass[h] * tangentSums[h] / a[h]), n + (mass[h] * normalSums[h] / b[h]));
        }

        (TangentShift, NormalShift, TangentVariance, NormalVariance, Squares, Freedom) = (t, n, 0, 0, 0, 0);
        for (var h = 1; h < subsets; h++)
        {
            var (dt, dn) = ((tangentSums[h] / a[h]) - t, (normalSums[h] / b[h]) - n);
            TangentVariance += mass[h] * ((1 / a[h]) + (dt * dt));
            NormalVariance += mass[h] * ((1 / b[h]) + (dn * dn));
            Squares += mass[h] * Deviance(h);
            Freedom += mass[h] * 2 * (BitOperations.PopCount((uint)h) - 1);
        }
    }

    // Each subset is a smaller one and its lowest label.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Mass(int h)
    {
        var (k, rest) = (BitOperations.TrailingZeroCount(h), h & (h - 1));
        var (wt, wn, t, n) = (TangentWeight[k], NormalWeight[k], Tangent[k], Normal[k]);
        (a[h], b[h]) = (a[rest] + wt, b[rest] + wn);
        (tangentSums[h], normalSums[h]) = (tangentSums[rest] + (wt * t), normalSums[rest] + (wn * n));
        squares[h] = squares[rest] + (wt * t * t) + (wn * n * n);
        odds[h] = odds[rest] * Odds[k];
        return odds[h] * Math.Exp(-Deviance(h) / 2) / Math.Sqrt(a[h] * b[h]);
    }

    // Rare, so that the usual landmark does not pay for distances.
    private bool IsScattered()
    {
        for (var k = 1; k < Count; k++)
        {
            for (var i = 0; i < k; i++)
            {
                var (dt, dn) = (Tangent[k] - Tangent[i], Normal[k] - Normal[i]);
                if ((dt * dt) + (dn * dn) > GrossErrorDensity.PlateauSquare) return true;
            }
        }

        return false;
    }

    // How likely the labels outside a subset are to be as far away from its mean as they are.
    private double LeftOut(int h)
    {
        double density = 1;
        for (var k = 0; k < Count; k++)
        {
            if ((h & (1 << k)) != 0) continue;
            var (dt, dn) = (Tangent[k] - (tangentSums[h] / a[h]), Normal[k] - (normalSums[h] / b[h]));
            density *= GrossErrorDensity.OfHeight((dt * dt) + (dn * dn));
        }

        return density;
    }

    private double Deviance(int h) => squares[h] - (tangentSums[h] * tangentSums[h] / a[h]) - (normalSums[h] * normalSums[h] / b[h]);
}

/// <summary>What the subsets say of one label: probability of being no gross error, and weighted residuals with their degrees of freedom.</summary>
internal record struct LabelPosterior(
    double Inlier, double Tangent, double Normal, double TangentSquare, double NormalSquare, double TangentFreedom, double NormalFreedom);
