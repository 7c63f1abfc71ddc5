namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>
/// Shares and quantiles of any number of percentages in constant memory: exact to 0.01 up to 50 %, everything above is counted as 50.
/// </summary>
public sealed class PercentHistogram
{
    private const double StepPercent = 0.01;
    private const int Steps = 5_000;
    private readonly long[] counts = new long[Steps + 1];

    public long Count { get; private set; }

    /// <summary>NaN and negative values are not counted.</summary>
    public void Add(double percent)
    {
        if (!(percent >= 0)) return;
        counts[(int)Math.Min(Math.Floor(percent / StepPercent), Steps)]++;
        Count++;
    }

    /// <summary>The upper edge of the step that holds the quantile; 0 where nothing was counted.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long passed = 0;
        for (var i = 0; i < counts.Length && Count > 0; i++)
        {
            passed += counts[i];
            if (passed >= wanted) return Math.Round((i + 1) * StepPercent, 2);
        }

        return 0;
    }

    /// <summary>Share of the values that are at most <paramref name="percent"/>, 0 to 1.</summary>
    public double ShareUpTo(double percent)
    {
        var end = Math.Min((int)Math.Round(percent / StepPercent), counts.Length);
        return Count == 0 ? 0 : counts.AsSpan(0, Math.Max(end, 0)).ToArray().Sum() / (double)Count;
    }
}
