using AnnotationHub.Domain.Tasks;

namespace AnnotationHub.Web.Images;

/// <summary>A photograph as it is kept: upright, sRGB, without metadata. Sizes in pixels.</summary>
/// <param name="Orientation">EXIF orientation of the upload, 1 to 8; already applied.</param>
/// <param name="MediaType">Of the original: <c>image/jpeg</c> or <c>image/png</c>.</param>
public sealed record NormalisedPhotograph(int Width, int Height, int RawWidth, int RawHeight, int Orientation, string MediaType);

/// <summary>Where the three renditions of a photograph are written to; the engine leaves the streams open.</summary>
public sealed record RenditionTargets(Stream Original, Stream Work, Stream Thumbnail);

/// <summary>
/// The seam to the library that decodes photographs; two implementations pass the same tests (see ImageEngine in the project
/// file). Calls compute for tens to hundreds of milliseconds on the caller's thread.
/// </summary>
public interface IPhotographEngine
{
    /// <summary>
    /// Decodes an upload as far as its last pixel, turns it upright, brings it to sRGB on white, and writes: the original at full size,
    /// the work rendition (<see cref="PhotographLimits.WorkSidePx"/>, <see cref="PhotographLimits.WorkBytes"/>) and the thumbnail,
    /// none with any metadata. A PNG stays a PNG, pixel for pixel; JPEG and WebP become a JPEG of quality 95 without colour subsampling.
    /// </summary>
    /// <param name="upload">Seekable, at its beginning.</param>
    /// <returns>Exactly one of the two. What a refused upload has written must be thrown away.</returns>
    (NormalisedPhotograph? Photograph, PhotographRefusal? Refusal) Normalise(
        Stream upload, PhotographHeader header, RenditionTargets targets, CancellationToken cancellation);

    /// <summary>Draws a part of a stored original, exactly <c>RenderedWidth</c> by <c>RenderedHeight</c>, as a JPEG within <see cref="PhotographLimits.WorkBytes"/> where that can be.</summary>
    byte[] Render(Stream original, WorkView view, CancellationToken cancellation);
}
