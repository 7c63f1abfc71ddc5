namespace AnnotationHub.Domain.Quality;

/// <summary>
/// The posterior of one landmark's position from up to five labels of which some may be gross errors, exactly, by summing over every
/// non-empty subset of inliers. Along the tangent and the normal the errors are independent, so that each direction is a scalar.
/// </summary>
internal ref struct InlierSubsets
{
    public const int MaximumLabels = 5;

    private static readonly double LogGrossArea = Math.Log(Math.PI * ErrorPriors.GrossRadius * ErrorPriors.GrossRadius);
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>Shift of the position along the tangent and the normal, from where the residuals were taken.</summary>
    public double TangentShift;
    public double NormalShift;

    /// <summary>Posterior variances; disagreement inflates them by itself.</summary>
    public double TangentVariance;
    public double NormalVariance;

    /// <summary>
    /// <c>log P_h = Σ_in [ln(1−ε) − ln(2π√(v_t v_n))] + Σ_out [ln ε − ln A] − (Q_t + Q_n)/2 − ln(a b)/2 + ln 2π</c>, with
    /// <c>a = Σ 1/v_t</c>, <c>m = Σ (x/v)/a</c>, <c>Q = Σ x²/v − a m²</c>.
    /// </summary>
    public static InlierSubsets Solve(ReadOnlySpan<LabelResidual> labels, Span<LabelPosterior> posteriors)
    {
        var subsets = (1 << labels.Length) - 1;
        Span<double> logs = stackalloc double[subsets];
        Span<Mean> means = stackalloc Mean[subsets];
        var highest = double.NegativeInfinity;
        for (var h = 1; h <= subsets; h++)
        {
            logs[h - 1] = LogWeight(labels, h, out means[h - 1]);
            highest = Math.Max(highest, logs[h - 1]);
        }

        double total = 0;
        foreach (ref var log in logs) total += log = Math.Exp(log - highest);
        var result = default(InlierSubsets);
        for (var h = 0; h < subsets; h++)
        {
            logs[h] /= total;
            result.TangentShift += logs[h] * means[h].Tangent;
            result.NormalShift += logs[h] * means[h].Normal;
        }

        posteriors.Clear();
        for (var h = 0; h < subsets; h++) result.Collect(labels, h + 1, logs[h], means[h], posteriors);
        return result;
    }

    private static double LogWeight(ReadOnlySpan<LabelResidual> labels, int subset, out Mean mean)
    {
        double log = LogTwoPi, a = 0, b = 0, mt = 0, mn = 0, st = 0, sn = 0;
        for (var k = 0; k < labels.Length; k++)
        {
            ref readonly var l = ref labels[k];
            if ((subset & (1 << k)) == 0)
            {
                log += Math.Log(l.GrossShare) - LogGrossArea;
                continue;
            }

            log += Math.Log(1 - l.GrossShare) - LogTwoPi - (0.5 * Math.Log(l.TangentVariance * l.NormalVariance));
            var (wt, wn) = (1 / l.TangentVariance, 1 / l.NormalVariance);
            (a, b) = (a + wt, b + wn);
            (mt, mn) = (mt + (l.Tangent * wt), mn + (l.Normal * wn));
            (st, sn) = (st + (l.Tangent * l.Tangent * wt), sn + (l.Normal * l.Normal * wn));
        }

        mean = new Mean(mt / a, mn / b, a, b);
        var q = st - (mt * mt / a) + sn - (mn * mn / b);
        return log - (q / 2) - (0.5 * Math.Log(a * b));
    }

    private void Collect(ReadOnlySpan<LabelResidual> labels, int subset, double weight, in Mean mean, Span<LabelPosterior> posteriors)
    {
        TangentVariance += weight * ((1 / mean.A) + Square(mean.Tangent - TangentShift));
        NormalVariance += weight * ((1 / mean.B) + Square(mean.Normal - NormalShift));
        for (var k = 0; k < labels.Length; k++)
        {
            if ((subset & (1 << k)) == 0) continue;
            ref readonly var l = ref labels[k];
            ref var p = ref posteriors[k];
            var (dt, dn) = (l.Tangent - mean.Tangent, l.Normal - mean.Normal);
            p.Inlier += weight;
            (p.Tangent, p.Normal) = (p.Tangent + (weight * dt), p.Normal + (weight * dn));
            (p.TangentSquare, p.NormalSquare) = (p.TangentSquare + (weight * dt * dt), p.NormalSquare + (weight * dn * dn));
            // The label's leverage on its own consensus is taken out of its degrees of freedom.
            p.TangentFreedom += weight * (1 - (1 / (l.TangentVariance * mean.A)));
            p.NormalFreedom += weight * (1 - (1 / (l.NormalVariance * mean.B)));
        }
    }

    private static double Square(double v) => v * v;

    private readonly record struct Mean(double Tangent, double Normal, double A, double B);
}

/// <summary>One label of one landmark as the subsets see it: bias taken out, relative to the current position; per cent.</summary>
internal readonly record struct LabelResidual(double Tangent, double Normal, double TangentVariance, double NormalVariance, double GrossShare);

/// <summary>What the subsets say of one label: probability of being no gross error, and weighted residuals with their degrees of freedom.</summary>
internal record struct LabelPosterior(
    double Inlier, double Tangent, double Normal, double TangentSquare, double NormalSquare, double TangentFreedom, double NormalFreedom);
