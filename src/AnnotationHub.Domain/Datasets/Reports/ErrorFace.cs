using System.Globalization;
using System.Net;
using System.Text;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>The scheme's reference face with each landmark's predicted error as a circle to scale.</summary>
public static class ErrorFace
{
    /// <summary>Pixels of the drawing for one normalising distance.</summary>
    private const double Scale = 190;
    private const double Margin = 24;

    /// <summary>Okabe–Ito colours by kind, as everywhere in the product.</summary>
    private static string Color(LandmarkKind kind) => kind switch
    {
        LandmarkKind.Contour => "#0072B2",
        LandmarkKind.Brow => "#D55E00",
        LandmarkKind.Nose => "#009E73",
        LandmarkKind.Eye => "#CC79A7",
        LandmarkKind.Mouth => "#B3261E",
        LandmarkKind.Pupil => "#56B4E9",
        LandmarkKind.Cheekbone => "#8A6D00",
    };

    public static string Svg(QualityReport report, LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(scheme);
        var bounds = FaceShape.Bounds(scheme.MeanShape.AsSpan());
        ImagePoint At(int index) => (scheme.MeanShape[index] - new ImagePoint(bounds.X, bounds.Y)) * Scale + new ImagePoint(Margin, Margin);
        var (width, height) = ((bounds.Width * Scale) + (2 * Margin), (bounds.Height * Scale) + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\" role=\"img\" aria-label=\"各关键点的预计误差 Predicted error of each landmark\">");
        foreach (var contour in scheme.Contours)
        {
            svg.Append(contour.Closed ? "<polygon" : "<polyline").Append(" fill=\"none\" stroke=\"#b6bfca\" points=\"");
            foreach (var point in contour.Landmarks.Select(At)) svg.Append(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#} ");
            svg.Append("\"/>");
        }

        foreach (var landmark in report.Landmarks)
        {
            var (point, color) = (At(landmark.Index), Color(scheme.Kinds[landmark.Index]));
            if (landmark.PredictedErrorPercent is { } error)
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"{error / 100 * Scale:0.##}\" fill=\"{color}\" fill-opacity=\"0.3\" stroke=\"{color}\"><title>{WebUtility.HtmlEncode(landmark.Name)}: {error:0.00} %</title></circle>");
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"1.5\" fill=\"{color}\"/>");
        }

        return svg.Append("</svg>").ToString();
    }
}
