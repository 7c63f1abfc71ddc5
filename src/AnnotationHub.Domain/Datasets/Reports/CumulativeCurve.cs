using System.Globalization;
using System.Net;
using System.Text;

namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>A cumulative curve as SVG: per cent to the right, share of the faces upward.</summary>
public static class CumulativeCurve
{
    private const int Width = 560;
    private const int Height = 340;
    private const int Left = 56;
    private const int Right = 16;
    private const int Top = 12;
    private const int Bottom = 52;

    /// <summary>The disagreement drawn through and the predicted error dashed; either may be empty.</summary>
    public static string Svg(QualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Svg([
            new Line(report.Disagreement.Count == 0 ? [] : report.DisagreementCurve, "#1f5fbf", "", "分歧 Disagreement"),
            new Line(report.PredictedCurve, "#b45309", "7 5", "预计误差 Predicted error"),
        ]);
    }

    /// <summary>One curve alone.</summary>
    /// <param name="curve">Rising in <see cref="CurvePoint.Percent"/>, from 0.</param>
    /// <param name="label">What is measured, in both languages.</param>
    public static string Svg(IReadOnlyList<CurvePoint> curve, string label) => Svg([new Line(curve, "#1f5fbf", "", label)]);

    private sealed record Line(IReadOnlyList<CurvePoint> Curve, string Colour, string Dashes, string Label);

    private static string Svg(IReadOnlyList<Line> lines)
    {
        lines = [.. lines.Where(l => l.Curve.Count > 0)];
        var end = lines.Count == 0 ? 1 : lines.Max(l => l.Curve[^1].Percent);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"累积误差曲线 Cumulative error curve\">");
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var y = Y(tenth / 10.0);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#d5dbe3\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 5:0.#}\" text-anchor=\"end\">{tenth * 10} %</text>");
        }

        for (var tick = 0; tick <= 5; tick++)
        {
            var percent = end * tick / 5;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(percent, end):0.#}\" y=\"{Height - Bottom + 22}\" text-anchor=\"middle\">{percent:0.##}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">% (IOD)</text>");
        for (var i = 0; i < lines.Count; i++) AddLine(svg, lines[i], end, Height - Bottom - 16 - (22 * (lines.Count - 1 - i)));
        return svg.Append("</svg>").ToString();
    }

    // Each line is named beside a piece of it, low on the right, where a cumulative curve never is.
    private static void AddLine(StringBuilder svg, Line line, double end, int labelY)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"2.5\" stroke-dasharray=\"{line.Dashes}\" points=\"");
        foreach (var point in line.Curve) svg.Append(CultureInfo.InvariantCulture, $"{X(point.Percent, end):0.##},{Y(point.Share):0.##} ");
        svg.Append(CultureInfo.InvariantCulture, $"\"/><line x1=\"{Width - Right - 252}\" x2=\"{Width - Right - 216}\" y1=\"{labelY - 5}\" y2=\"{labelY - 5}\" stroke=\"{line.Colour}\" stroke-width=\"2.5\" stroke-dasharray=\"{line.Dashes}\"/>")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right - 208}\" y=\"{labelY}\">{WebUtility.HtmlEncode(line.Label)}</text>");
    }

    private static double X(double percent, double end) => Left + ((Width - Left - Right) * percent / end);

    private static double Y(double share) => Height - Bottom - ((Height - Top - Bottom) * share);
}
