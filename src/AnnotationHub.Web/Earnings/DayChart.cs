namespace AnnotationHub.Web.Earnings;

/// <summary>Where the bars of the fourteen days go. All lengths in the drawing's own units.</summary>
public sealed class DayChart
{
    public const int Width = 360;
    public const int Height = 220;
    public const int Left = 44;
    public const int Top = 14;
    public const int Bottom = 184;
    private static readonly long[] NiceYuan = [1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500, 1000, 2000, 5000, 10_000];

    public DayChart(EarningsSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var days = Enumerable.Range(1 - EarningsStore.ChartDays, EarningsStore.ChartDays).Select(d => summary.DayOf(summary.Today.Plus(d))).ToList();
        var mostE4 = days.Max(d => Math.Max(0, d.EarnedE4));
        // Two steps reach over the highest bar.
        var stepYuan = NiceYuan.FirstOrDefault(y => y * 20_000 >= mostE4, mostE4 / 20_000 + 1);
        var topE4 = stepYuan * 20_000;
        const double Slot = (Width - Left - 4) / (double)EarningsStore.ChartDays;
        Bars =
        [
            .. days.Select((day, i) =>
            {
                // A day on which corrections took off more than came in stands on the axis, its figure in the table.
                var height = Math.Max(0, day.EarnedE4) * (double)(Bottom - Top) / topE4;
                return new Bar(day, Left + i * Slot + Slot * 0.15, Bottom - height, Slot * 0.7, height);
            }),
        ];
        Ticks = [.. Enumerable.Range(0, 3).Select(i => new Tick(i * stepYuan, Bottom - i * (Bottom - Top) / 2.0))];
    }

    public IReadOnlyList<Bar> Bars { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    public sealed record Bar(EarningsDay Day, double X, double Y, double Width, double Height);

    /// <param name="Yuan">Whole units of the currency.</param>
    public sealed record Tick(long Yuan, double Y);
}
