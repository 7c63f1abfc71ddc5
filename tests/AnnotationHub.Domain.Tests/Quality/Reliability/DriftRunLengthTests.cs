using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Domain.Tests.Quality.Reliability;

/// <summary>
/// How long the charts run without cause, and how soon they find one, over simulated annotators who differ as the quality benchmark's honest ones do: 0.1
/// to 1 gross errors a label, most about 0.3, and noise and shifts with their spread. Labels of one seed: nothing here varies.
/// </summary>
public sealed class DriftRunLengthTests
{
    private const int Annotators = 300;
    private const int SteadyLabels = 400;

    [Fact]
    public void Charts_OfHonestAnnotators_RunForHundredsOfLabelsBetweenFalseAlarms()
    {
        var random = new Random(11);
        var alarms = new Dictionary<DriftSignals, int> { [DriftSignals.Noise] = 0, [DriftSignals.GrossErrors] = 0, [DriftSignals.Bias] = 0 };
        for (var annotator = 0; annotator < Annotators; annotator++)
        {
            var (rate, charts) = (GrossRate(random), DriftCharts.Fresh);
            for (var i = 0; i < SteadyLabels; i++)
            {
                charts = charts.Next(Sample(random, rate));
                foreach (var signal in alarms.Keys) alarms[signal] += charts.Signals.HasFlag(signal) ? 1 : 0;
                if (charts.Signals != DriftSignals.None) charts = DriftCharts.Fresh;
            }
        }

        var labels = (double)Annotators * SteadyLabels;
        Assert.All(alarms, a => Assert.True(labels / Math.Max(a.Value, 1) >= LeastRun, $"{string.Join(", ", alarms)} of {labels}"));
        // One that never said anything would find nothing either.
        Assert.InRange(labels / alarms[DriftSignals.GrossErrors], LeastRun, 3_000);
    }

    [Fact]
    public void Charts_OfNoiseThatDoubles_SaySoWithinFiveLabels() =>
        Assert.InRange(MedianDelay(DriftSignals.Noise, noise: Math.Log(4), grossTimes: 1), 1, 5);

    [Fact]
    public void Charts_OfGrossErrorsThatTriple_SaySoWithinFifteenLabels() =>
        Assert.InRange(MedianDelay(DriftSignals.GrossErrors, noise: 0, grossTimes: 3), 1, 15);

    /// <summary>The design's run length of the chart of gross errors, 620 labels, less what a sample of this size may be off.</summary>
    private const double LeastRun = 500;

    // Over annotators who had no false alarm in their first sixty labels.
    private static int MedianDelay(DriftSignals signal, double noise, double grossTimes)
    {
        var random = new Random(12);
        var delays = new List<int>();
        for (var annotator = 0; annotator < Annotators; annotator++)
        {
            var (rate, charts, isQuiet) = (GrossRate(random), DriftCharts.Fresh, true);
            for (var i = 0; i < 60; i++)
            {
                charts = charts.Next(Sample(random, rate));
                isQuiet &= charts.Signals == DriftSignals.None;
            }

            if (!isQuiet) continue;
            var after = 0;
            for (; after < 200 && !charts.Signals.HasFlag(signal); after++) charts = charts.Next(Sample(random, grossTimes * rate, noise));
            delays.Add(after);
        }

        Assert.True(delays.Count > 0.8 * Annotators, $"{delays.Count} quiet");
        return delays.Order().ElementAt(delays.Count / 2);
    }

    private static DriftSample Sample(Random random, double grossRate, double noise = 0)
    {
        var shifts = new ImagePoint?[ErrorPriors.Kinds];
        for (var g = 0; g < shifts.Length; g++) shifts[g] = new ImagePoint(0.4 * Normal(random), 0.4 * Normal(random));
        // Beside whole gross errors a label has many that are a little in doubt.
        return new DriftSample(noise - 0.05 + (0.18 * Normal(random)), Math.Log(1 + Poisson(random, grossRate) + (0.1 * random.NextDouble())), [.. shifts]);
    }

    private static double GrossRate(Random random) => Math.Clamp(0.3 * Math.Exp(0.6 * Normal(random)), 0.1, 1);

    private static int Poisson(Random random, double mean)
    {
        var (count, product, limit) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > limit; count++) product *= random.NextDouble();
        return count;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
