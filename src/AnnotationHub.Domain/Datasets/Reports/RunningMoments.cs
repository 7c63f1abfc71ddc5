namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>Mean and variance of values that come one by one (Welford 1962), without keeping them.</summary>
public sealed class RunningMoments
{
    private double mean;
    private double squares;

    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;
        var delta = value - mean;
        mean += delta / Count;
        squares += delta * (value - mean);
    }

    /// <summary>Null where nothing was added; of one value no interval is known, and it is as wide as the value itself.</summary>
    public MeanInterval? Interval()
    {
        if (Count == 0) return null;
        var half = Count == 1 ? mean : 1.96 * Math.Sqrt(squares / (Count - 1) / Count);
        return new MeanInterval(Math.Round(mean, 3), Math.Round(Math.Max(0, mean - half), 3), Math.Round(mean + half, 3));
    }
}
