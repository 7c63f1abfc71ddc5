using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// The part of a photograph that an annotator is shown, in whole pixels of the upright original, and how many pixels it is drawn
/// with. The drawn picture fills the part exactly: a position in it goes back to the original by the two ratios
/// <see cref="Width"/> / <see cref="RenderedWidth"/> and <see cref="Height"/> / <see cref="RenderedHeight"/>.
/// </summary>
/// <param name="Scale">Drawn pixels per original pixel, at most 1: what the photograph does not have is not invented.</param>
public sealed record WorkView(int X, int Y, int Width, int Height, double Scale)
{
    /// <summary>Longest side of a drawn picture, in pixels: more than the screens of a training room have.</summary>
    public const int LongestRenderedSide = 1_600;

    // Around the box on each side, as a share of the box's longer side: hair, ears and neck say which way a head is turned.
    private const double Margin = 0.6;

    // A part that takes in this share of the photograph's area is not worth a picture of its own.
    private const double WholeAreaShare = 0.7;

    public int RenderedWidth => Math.Max(1, (int)Math.Round(Width * Scale, MidpointRounding.AwayFromZero));

    public int RenderedHeight => Math.Max(1, (int)Math.Round(Height * Scale, MidpointRounding.AwayFromZero));

    /// <summary>Whether this is the photograph as a whole, so that its own work rendition serves.</summary>
    public bool IsWhole(int imageWidth, int imageHeight) => X == 0 && Y == 0 && Width == imageWidth && Height == imageHeight;

    /// <summary>The photograph as a whole.</summary>
    public static WorkView Whole(int imageWidth, int imageHeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageHeight);
        return Of(0, 0, imageWidth, imageHeight);
    }

    /// <summary>
    /// The part to show for one face: its box with a margin, cut to the photograph; the whole photograph where that would be most
    /// of it. The same arguments always give the same part, so that an offer and its picture agree without being stored.
    /// </summary>
    /// <param name="imageWidth">Of the upright original, in pixels; positive.</param>
    /// <param name="imageHeight">Of the upright original, in pixels; positive.</param>
    /// <param name="faceBox">May reach beyond the photograph, but must not lie wholly outside it.</param>
    public static WorkView For(int imageWidth, int imageHeight, FaceBox faceBox)
    {
        var margin = Margin * Math.Max(faceBox.Width, faceBox.Height);
        var left = (int)Math.Clamp(Math.Floor(faceBox.X - margin), 0, imageWidth - 1);
        var top = (int)Math.Clamp(Math.Floor(faceBox.Y - margin), 0, imageHeight - 1);
        var right = (int)Math.Clamp(Math.Ceiling(faceBox.Right + margin), left + 1, imageWidth);
        var bottom = (int)Math.Clamp(Math.Ceiling(faceBox.Bottom + margin), top + 1, imageHeight);
        var share = (double)(right - left) * (bottom - top) / ((double)imageWidth * imageHeight);
        return share >= WholeAreaShare ? Whole(imageWidth, imageHeight) : Of(left, top, right - left, bottom - top);
    }

    private static WorkView Of(int x, int y, int width, int height) =>
        new(x, y, width, height, Math.Min(1.0, (double)LongestRenderedSide / Math.Max(width, height)));
}
