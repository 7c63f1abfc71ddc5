using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Domain.Tests.Quality.Reliability;

public sealed class DriftChartsTests
{
    [Fact]
    public void Charts_OfSteadyWork_StayQuiet()
    {
        var random = new Random(5);
        var alarms = 0;
        for (var annotator = 0; annotator < 40; annotator++)
        {
            var charts = DriftCharts.Fresh;
            for (var i = 0; i < 80; i++) charts = charts.Next(Sample(random));
            if (charts.Signals != DriftSignals.None) alarms++;
        }

        Assert.True(alarms <= 4, $"{alarms} of 40");
    }

    [Fact]
    public void Charts_OfNoiseThatGrows_SayNoiseAndNothingElse()
    {
        var (charts, after) = Until(DriftSignals.Noise, r => Sample(r, noise: Math.Log(2.25)));
        Assert.Equal(DriftSignals.Noise, charts.Signals);
        Assert.InRange(after, 1, 20);
    }

    [Fact]
    public void Charts_OfGrossErrorsThatGrow_SaySo()
    {
        var (charts, after) = Until(DriftSignals.GrossErrors, r => Sample(r, gross: 2));
        Assert.Equal(DriftSignals.GrossErrors, charts.Signals);
        Assert.InRange(after, 1, 10);
    }

    [Fact]
    public void Charts_OfOneKindThatShifts_SayBias()
    {
        var (charts, after) = Until(DriftSignals.Bias, r => Sample(r, shift: 1.5));
        Assert.Equal(DriftSignals.Bias, charts.Signals);
        Assert.InRange(after, 3, 40);
        Assert.True(charts.BiasEwma(LandmarkKind.Eye).X > DriftCharts.BiasEwmaLimit);
        Assert.True(Math.Abs(charts.BiasEwma(LandmarkKind.Mouth).X) < DriftCharts.BiasEwmaLimit);
    }

    [Fact]
    public void Charts_PackedAndUnpacked_GoOnAlike()
    {
        var random = new Random(7);
        var charts = DriftCharts.Fresh;
        for (var i = 0; i < 12; i++) charts = charts.Next(Sample(random));
        var again = DriftCharts.Unpack(charts.Pack());
        var next = Sample(random);
        Assert.Equal(charts.Next(next).Pack(), again.Next(next).Pack());
        Assert.Equal(12, again.Labels);
        Assert.Throws<InvalidDataException>(() => DriftCharts.Unpack([9, 9]));
    }

    [Fact]
    public void Charts_OfLabelsWithNothingToCompareWith_DoNotMoveTheNoise()
    {
        var charts = DriftCharts.Fresh.Next(new DriftSample(null, 0, [.. new ImagePoint?[ErrorPriors.Kinds]]));
        Assert.Equal(0, charts.NoiseCusum);
        Assert.Equal(1, charts.Labels);
    }

    // Sixty steady labels, then faulty ones until the signal (or sixty more).
    private static (DriftCharts Charts, int After) Until(DriftSignals signal, Func<Random, DriftSample> faulty)
    {
        var random = new Random(3);
        var charts = DriftCharts.Fresh;
        for (var i = 0; i < 60; i++) charts = charts.Next(Sample(random));
        Assert.Equal(DriftSignals.None, charts.Signals);
        for (var i = 1; i <= 60; i++)
        {
            charts = charts.Next(faulty(random));
            if (charts.Signals.HasFlag(signal)) return (charts, i);
        }

        return (charts, int.MaxValue);
    }

    private static DriftSample Sample(Random random, double noise = 0, double gross = 0, double shift = 0)
    {
        var shifts = new ImagePoint?[ErrorPriors.Kinds];
        for (var g = 0; g < shifts.Length; g++) shifts[g] = new ImagePoint(0.4 * Normal(random), 0.4 * Normal(random));
        shifts[(int)LandmarkKind.Eye] = shifts[(int)LandmarkKind.Eye]!.Value + new ImagePoint(shift, 0);
        return new DriftSample(noise + (0.35 * Normal(random)), Math.Max(0, 0.3 + gross + (0.3 * Normal(random))), ImmutableArray.Create(shifts));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
