using System.Globalization;
using System.Net;
using System.Text;

namespace AnnotationHub.Web.Supervision.Charts;

/// <summary>A line, or dots, of a chart.</summary>
/// <param name="Look">Class in the stylesheet: <c>chart-a</c>, <c>chart-b</c>.</param>
public sealed record ChartSeries(string Name, string Look, IReadOnlyList<(double X, double Y)> Points, bool IsDots = false);

/// <summary>A level across the whole chart, named at its right end.</summary>
/// <param name="Look">Class in the stylesheet: <c>chart-centre</c>, <c>chart-limit</c>.</param>
public sealed record ChartLevel(double Y, string Name, string Look);

/// <summary>
/// A small chart as SVG: axes, units, series, levels. Colours are the stylesheet's. As wide as the page shows it, so that its lettering is of the
/// page's own size, and of one size in all charts.
/// </summary>
/// <param name="Title">What a screen reader is told.</param>
/// <param name="XUnit">Written below the axis.</param>
/// <param name="YUnit">Written above the axis.</param>
public sealed record Chart(string Title, string XUnit, string YUnit, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartLevel> Levels)
{
    private const int Left = 52;
    private const int Top = 26;
    private const int Bottom = 46;
    private const int NameHeight = 19;

    public int Width { get; init; } = 400;

    public int Height { get; init; } = 200;

    /// <summary>Room at the right for the levels' names.</summary>
    public int Right { get; init; } = 64;

    public string Svg()
    {
        var points = Series.SelectMany(s => s.Points).ToList();
        var (from, to) = points.Count == 0 ? (0, 1) : (points.Min(p => p.X), Math.Max(points.Max(p => p.X), points.Min(p => p.X) + 1));
        var scale = Nice(Math.Max(points.Select(p => p.Y).DefaultIfEmpty(1).Max(), Levels.Select(l => l.Y).DefaultIfEmpty(0).Max()));
        double X(double x) => Left + ((Width - Left - Right) * (x - from) / (to - from));
        double Y(double y) => Height - Bottom - ((Height - Top - Bottom) * Math.Clamp(y / scale, 0, 1));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(Title)}\">");
        for (var i = 0; i <= 4; i++)
        {
            var y = Y(scale * i / 4);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"chart-grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 5:0.#}\" text-anchor=\"end\">{scale * i / 4:0.##}</text>");
        }

        foreach (var x in (double[])[from, Math.Round((from + to) / 2), to])
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{x:0}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Text(XUnit)}</text><text x=\"4\" y=\"15\">{Text(YUnit)}</text>");
        var free = double.MaxValue;
        foreach (var level in Levels.OrderBy(l => l.Y))
        {
            // Names keep a line's height apart, the higher level above.
            var nameY = free = Math.Min(Y(level.Y) + 5, free - NameHeight);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{level.Look}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(level.Y):0.#}\" y2=\"{Y(level.Y):0.#}\"/><text x=\"{Width - Right + 4}\" y=\"{nameY:0.#}\">{Text(level.Name)}</text>");
        }

        foreach (var series in Series) Draw(svg, series, X, Y);
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, ChartSeries series, Func<double, double> x, Func<double, double> y)
    {
        if (!series.IsDots)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{series.Look}\" points=\"");
            foreach (var point in series.Points) svg.Append(CultureInfo.InvariantCulture, $"{x(point.X):0.#},{y(point.Y):0.#} ");
            svg.Append("\"/>");
        }

        foreach (var point in series.IsDots || series.Points.Count == 1 ? series.Points : [])
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{series.Look}\" cx=\"{x(point.X):0.#}\" cy=\"{y(point.Y):0.#}\" r=\"2.5\"><title>{Text(series.Name)} {point.Y:0.##}</title></circle>");
    }

    // The next of 1, 2, 4, 5, 8 times a power of ten: quarters of it are round numbers.
    private static double Nice(double most)
    {
        if (!(most > 0) || !double.IsFinite(most)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return ((double[])[1, 2, 4, 5, 8, 10]).First(f => f * power >= most - 1e-12) * power;
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
