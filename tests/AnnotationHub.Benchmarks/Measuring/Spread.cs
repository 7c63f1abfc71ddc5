using System.Globalization;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>The median of several rounds, and the lowest and the highest of them.</summary>
internal sealed record Spread(double Median, double Lowest, double Highest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0) throw new InvalidOperationException("Nothing was measured.");
        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    /// <param name="format">Of a number, such as <c>0.00</c> or <c>N0</c>.</param>
    public string Text(string format) => string.Format(
        CultureInfo.InvariantCulture, "{0} ({1} to {2})",
        Median.ToString(format, CultureInfo.InvariantCulture), Lowest.ToString(format, CultureInfo.InvariantCulture), Highest.ToString(format, CultureInfo.InvariantCulture));
}
