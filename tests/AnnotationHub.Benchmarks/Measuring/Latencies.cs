using System.Diagnostics;
using System.Globalization;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>Times of single calls, gathered from all callers.</summary>
internal sealed class Latencies
{
    private readonly List<long> ticks = [];

    public int Count => ticks.Count;

    public void Add(IEnumerable<long> more) => ticks.AddRange(more);

    public void AddMilliseconds(IEnumerable<double> more) => ticks.AddRange(more.Select(ms => (long)(ms / 1000 * Stopwatch.Frequency)));

    /// <param name="share">0.5 for the median, 0.99 for what one call in a hundred exceeds.</param>
    /// <returns>Milliseconds.</returns>
    public double AtShare(double share)
    {
        if (ticks.Count == 0) throw new InvalidOperationException("Nothing was measured.");
        ticks.Sort();
        return ticks[Math.Min(ticks.Count - 1, (int)(ticks.Count * share))] * 1000.0 / Stopwatch.Frequency;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {AtShare(0.5):0.00} ms, p99 {AtShare(0.99):0.00} ms, worst {AtShare(1):0.00} ms");
}
