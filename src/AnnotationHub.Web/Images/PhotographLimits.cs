namespace AnnotationHub.Web.Images;

/// <summary>What a photograph from outside may be at most; all but the last are refused from the header, before anything is decoded.</summary>
public static class PhotographLimits
{
    public const long MaxBytes = 25 * 1024 * 1024;

    public const long MaxPixels = 40_000_000;

    public const int MaxSidePx = 12_000;

    public static readonly TimeSpan DecodingTime = TimeSpan.FromSeconds(30);

    /// <summary>Longest side of the <c>work</c> rendition, in pixels.</summary>
    public const int WorkSidePx = 1_600;

    /// <summary>Longest side of the <c>thumbnail</c> rendition, in pixels.</summary>
    public const int ThumbnailSidePx = 256;

    /// <summary>What a picture to work on may weigh: a village line carries 200 kB in two seconds.</summary>
    public const int WorkBytes = 200_000;
}
