using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Programme;

/// <summary>Where the bars of the average monthly income go, and the line of the target. All lengths in the drawing's own units.</summary>
public sealed class MonthChart
{
    public const int Width = 1000;
    public const int Height = 260;
    public const int Left = 60;
    public const int Top = 16;
    public const int Bottom = 222;
    private static readonly long[] Nice = [50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000];

    public MonthChart(IReadOnlyList<PlaceMonth> months, Money target)
    {
        ArgumentNullException.ThrowIfNull(months);
        var most = Math.Max(target.TenThousandths, months.Max(m => m.AverageE4 ?? 0));
        // Two steps reach over the highest bar and the target.
        var step = Nice.FirstOrDefault(n => n * 20_000 >= most, most / 20_000 + 1);
        var slot = (Width - Left - 8.0) / months.Count;
        double Y(long amountE4) => Bottom - Math.Max(0, amountE4) * (double)(Bottom - Top) / (step * 20_000);
        Bars = [.. months.Select((m, i) => new Bar(m, Left + (slot * (i + 0.2)), Y(m.AverageE4 ?? 0), slot * 0.6))];
        Ticks = [.. Enumerable.Range(0, 3).Select(i => new Tick(i * step, Y(i * step * 10_000)))];
        TargetY = Y(target.TenThousandths);
    }

    public IReadOnlyList<Bar> Bars { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    public double TargetY { get; }

    public sealed record Bar(PlaceMonth Month, double X, double Y, double Width);

    /// <param name="Units">Whole units of the currency.</param>
    public sealed record Tick(long Units, double Y);
}
