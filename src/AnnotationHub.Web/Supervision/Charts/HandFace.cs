using System.Globalization;
using System.Net;
using System.Text;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Hands;

namespace AnnotationHub.Web.Supervision.Charts;

/// <summary>The scheme's reference face with what a hand does at each landmark: the mean distance as a circle to scale, the bias as an arrow, enlarged.</summary>
public static class HandFace
{
    /// <summary>Arrows are drawn this many times their length: a bias is small beside a face.</summary>
    public const int ArrowScale = 5;

    /// <summary>Below this an arrow would only be a blot, in per cent.</summary>
    private const double LeastArrowPercent = 0.2;

    /// <summary>Pixels of the drawing for one normalising distance.</summary>
    private const double Scale = 190;
    private const double Margin = 28;

    /// <param name="title">What a screen reader is told.</param>
    /// <param name="name">Of a landmark, in the reader's language.</param>
    public static string Svg(LandmarkScheme scheme, HandRecord hand, string title, Func<Landmark, string> name)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(hand);
        ArgumentNullException.ThrowIfNull(name);
        var bounds = FaceShape.Bounds(scheme.MeanShape.AsSpan());
        ImagePoint At(int index) => ((scheme.MeanShape[index] - new ImagePoint(bounds.X, bounds.Y)) * Scale) + new ImagePoint(Margin, Margin);
        var (width, height) = ((bounds.Width * Scale) + (2 * Margin), (bounds.Height * Scale) + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"hand-face\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        foreach (var contour in scheme.Contours)
        {
            svg.Append(contour.Closed ? "<polygon" : "<polyline").Append(" class=\"hand-line\" points=\"");
            foreach (var point in contour.Landmarks.Select(At)) svg.Append(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#} ");
            svg.Append("\"/>");
        }

        foreach (var landmark in scheme.Landmarks.Where(l => hand.Landmarks[l.Index].Faces > 0)) AddLandmark(svg, At(landmark.Index), hand.Landmarks[landmark.Index], name(landmark));
        return svg.Append("</svg>").ToString();
    }

    private static void AddLandmark(StringBuilder svg, ImagePoint at, LandmarkHand hand, string name)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"hand-error\" cx=\"{at.X:0.#}\" cy=\"{at.Y:0.#}\" r=\"{hand.MeanPercent / 100 * Scale:0.##}\"><title>{WebUtility.HtmlEncode(name)}: {hand.MeanPercent:0.0} %</title></circle>");
        var arrow = hand.Bias * (ArrowScale * Scale / 100);
        var length = Math.Sqrt((arrow.X * arrow.X) + (arrow.Y * arrow.Y));
        if (length < LeastArrowPercent * ArrowScale * Scale / 100) return;
        var (tip, along) = (at + arrow, arrow * (1 / length));
        var across = new ImagePoint(-along.Y, along.X);
        ImagePoint[] head = [tip, tip - (along * 5) + (across * 3), tip - (along * 5) - (across * 3)];
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"hand-arrow\" x1=\"{at.X:0.#}\" y1=\"{at.Y:0.#}\" x2=\"{tip.X:0.#}\" y2=\"{tip.Y:0.#}\"/>")
            .Append(CultureInfo.InvariantCulture, $"<polygon class=\"hand-head\" points=\"{head[0].X:0.#},{head[0].Y:0.#} {head[1].X:0.#},{head[1].Y:0.#} {head[2].X:0.#},{head[2].Y:0.#}\"/>");
    }
}
