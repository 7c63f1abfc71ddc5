using System.Buffers.Binary;
using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>What of one settled label goes on the charts.</summary>
/// <param name="Noise">Logarithm of the squared residuals over what was expected; null where there was nothing to compare with.</param>
/// <param name="Gross"><c>ln(1 + Σ(1−p))</c>: the logarithm of one more than the expected number of gross errors.</param>
/// <param name="Shifts">By <see cref="LandmarkKind"/>: how far the label is shifted from the annotator's own bias, in units of that kind's standard deviation, along x and y of the face's frame; null for a kind without landmarks.</param>
public sealed record DriftSample(double? Noise, double Gross, ImmutableArray<ImagePoint?> Shifts)
{
    /// <param name="annotator">What was believed of the annotator when the label was estimated.</param>
    public static DriftSample Of(LabelFit fit, AnnotatorParameters annotator)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(annotator);
        var shifts = new ImagePoint?[ErrorPriors.Kinds];
        for (var g = 0; g < shifts.Length; g++)
        {
            var (s, error) = (fit.Evidence.Sums[g], annotator.Kinds[g]);
            if (s.BiasWeight > 1e-9)
                shifts[g] = ((new ImagePoint(s.BiasX, s.BiasY) * (1 / s.BiasWeight)) - error.Bias) * (1 / Math.Sqrt(error.TangentSigma * error.NormalSigma));
        }

        return new DriftSample(fit.NoiseRatio > 0 ? Math.Log(fit.NoiseRatio) : null, Math.Log(1 + fit.Evidence.GrossErrors), [.. shifts]);
    }
}

/// <summary>Which of an annotator's charts are out of control. Each finds only its own fault.</summary>
[Flags]
public enum DriftSignals
{
    None = 0,

    /// <summary>Noisier than before (CUSUM or EWMA of the noise).</summary>
    Noise = 1,

    /// <summary>More gross errors than before (CUSUM).</summary>
    GrossErrors = 2,

    /// <summary>Shifted to one side (EWMA of a kind's bias).</summary>
    Bias = 4,
}

/// <summary>
/// An annotator's control charts over their settled labels in order (quality design 4.6): noise by CUSUM (k 0.5, h 6) and EWMA (λ 0.2, 3
/// standard deviations), gross errors by CUSUM, the bias of each kind of landmark by EWMA (λ 0.1, 5.5 standard deviations). Immutable; start
/// anew after coaching. A signal is for a person to look at.
/// </summary>
public sealed class DriftCharts
{
    private const byte Format = 1;
    private const double Slack = 0.5;
    private const double NoiseWeight = 0.2;
    private const double BiasWeight = 0.1;

    private readonly ImmutableArray<ControlChart> charts;

    private DriftCharts(ImmutableArray<ControlChart> charts, int labels) => (this.charts, Labels) = (charts, labels);

    /// <summary>Limit of both CUSUMs.</summary>
    public const double CusumLimit = 6;

    /// <summary>Limit of the noise EWMA, in standard deviations of a single label's value: <c>3 √(λ/(2−λ))</c>.</summary>
    public static double NoiseEwmaLimit { get; } = 3 * Math.Sqrt(NoiseWeight / (2 - NoiseWeight));

    /// <summary>The same of a bias EWMA, on each side.</summary>
    public static double BiasEwmaLimit { get; } = 5.5 * Math.Sqrt(BiasWeight / (2 - BiasWeight));

    /// <summary>Before the first label, and again after coaching.</summary>
    public static DriftCharts Fresh { get; } = new([.. new ControlChart[2 + (2 * ErrorPriors.Kinds)]], 0);

    /// <summary>Labels on the charts.</summary>
    public int Labels { get; }

    public double NoiseCusum => charts[0].Cusum;

    public double NoiseEwma => charts[0].Ewma;

    public double GrossCusum => charts[1].Cusum;

    /// <summary>The bias EWMA of a kind along x and y of the face's frame.</summary>
    public ImagePoint BiasEwma(LandmarkKind kind) => new(charts[2 + (2 * (int)kind)].Ewma, charts[3 + (2 * (int)kind)].Ewma);

    /// <summary>The bias EWMA furthest from zero, of every kind and direction, without its sign.</summary>
    public double WorstBiasEwma => charts.Skip(2).Max(c => Math.Abs(c.Ewma));

    public DriftSignals Signals =>
        (NoiseCusum > CusumLimit || NoiseEwma > NoiseEwmaLimit ? DriftSignals.Noise : DriftSignals.None)
        | (GrossCusum > CusumLimit ? DriftSignals.GrossErrors : DriftSignals.None)
        | (WorstBiasEwma > BiasEwmaLimit ? DriftSignals.Bias : DriftSignals.None);

    /// <summary>The charts one settled label later.</summary>
    public DriftCharts Next(DriftSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var next = charts.ToBuilder();
        if (sample.Noise is { } noise) next[0] = next[0].Next(noise, NoisePrior.Mean, NoisePrior.Deviation, Slack, NoiseWeight);
        next[1] = next[1].Next(sample.Gross, GrossPrior.Mean, GrossPrior.Deviation, Slack, NoiseWeight);
        for (var g = 0; g < sample.Shifts.Length; g++)
        {
            if (sample.Shifts[g] is not { } shift) continue;
            next[2 + (2 * g)] = next[2 + (2 * g)].Next(shift.X, 0, ShiftDeviation, Slack, BiasWeight);
            next[3 + (2 * g)] = next[3 + (2 * g)].Next(shift.Y, 0, ShiftDeviation, Slack, BiasWeight);
        }

        return new DriftCharts(next.ToImmutable(), Labels + 1);
    }

    /// <summary>One byte of format, the number of labels as 32-bit, then every number of every chart as 64-bit, little-endian.</summary>
    public byte[] Pack()
    {
        var bytes = new byte[5 + (charts.Length * ControlChart.Numbers * 8)];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Labels);
        for (var i = 0; i < charts.Length; i++)
        {
            double[] numbers = [charts[i].Count, charts[i].Mean, charts[i].Squares, charts[i].Cusum, charts[i].Ewma];
            for (var j = 0; j < numbers.Length; j++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(5 + (8 * ((i * ControlChart.Numbers) + j))), numbers[j]);
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static DriftCharts Unpack(ReadOnlySpan<byte> bytes)
    {
        var charts = new ControlChart[2 + (2 * ErrorPriors.Kinds)];
        if (bytes.Length != 5 + (charts.Length * ControlChart.Numbers * 8) || bytes[0] != Format) throw new InvalidDataException($"Not packed drift charts: {bytes.Length} bytes.");
        Span<double> n = stackalloc double[ControlChart.Numbers];
        for (var i = 0; i < charts.Length; i++)
        {
            for (var j = 0; j < n.Length; j++) n[j] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(5 + (8 * ((i * ControlChart.Numbers) + j)))..]);
            charts[i] = new ControlChart(n[0], n[1], n[2], n[3], n[4]);
        }

        return new DriftCharts([.. charts], BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]));
    }

    /// <summary>What honest annotators' labels are taken to be until their own tell: what the simulated world's honest annotators come to, the spread wider (docs/quality.md has the run lengths that follow).</summary>
    private static readonly (double Mean, double Deviation) NoisePrior = (-0.05, 0.45);

    private static readonly (double Mean, double Deviation) GrossPrior = (0.3, 0.4);

    private const double ShiftDeviation = 0.5;
}
