using System.Globalization;
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

    /// <param name="curve">Rising in <see cref="CurvePoint.Percent"/>, from 0.</param>
    public static string Svg(IReadOnlyList<CurvePoint> curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var end = curve.Count == 0 ? 1 : curve[^1].Percent;
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

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">分歧 Disagreement, % (IOD)</text>");
        svg.Append("<polyline fill=\"none\" stroke=\"#1f5fbf\" stroke-width=\"2.5\" points=\"");
        foreach (var point in curve) svg.Append(CultureInfo.InvariantCulture, $"{X(point.Percent, end):0.##},{Y(point.Share):0.##} ");
        return svg.Append("\"/></svg>").ToString();
    }

    private static double X(double percent, double end) => Left + ((Width - Left - Right) * percent / end);

    private static double Y(double share) => Height - Bottom - ((Height - Top - Bottom) * share);
}
