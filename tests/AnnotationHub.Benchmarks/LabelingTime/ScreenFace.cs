using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>A face as it stands on the screen: where its landmarks truly are, in screen pixels.</summary>
public sealed record ScreenFace(LandmarkScheme Scheme, ImagePoint[] Truth)
{
    // The photograph's part of the workbench at 1366 x 768.
    private const double StageWidthPx = 1018;
    private const double StageHeightPx = 648;
    private const double Margin = 0.14;

    /// <summary>The distance that errors are divided by, on the screen.</summary>
    public double NormalizingPx => Person.Distance(Truth[Scheme.Normalization.ImageLeft], Truth[Scheme.Normalization.ImageRight]);

    /// <summary>The whole face as large as it fits, as every tool shows it at first.</summary>
    public static ScreenFace Of(LandmarkScheme scheme, IReadOnlyList<ImagePoint> truth)
    {
        var (left, top) = (truth.Min(p => p.X), truth.Min(p => p.Y));
        var (width, height) = (truth.Max(p => p.X) - left, truth.Max(p => p.Y) - top);
        var zoom = Math.Min(StageWidthPx / (width * (1 + (2 * Margin))), StageHeightPx / (height * (1 + (2 * Margin))));
        return new ScreenFace(scheme, [.. truth.Select(p => new ImagePoint((p.X - left) * zoom, (p.Y - top) * zoom))]);
    }
}
