using AnnotationHub.Domain.Tasks;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace AnnotationHub.Web.Images;

/// <summary>
/// The engine on SixLabors.ImageSharp, all managed code; <c>-p:ImageEngine=ImageSharp</c> builds it. Version 3 does not convert between
/// colour profiles: a photograph in another one than sRGB keeps its numbers.
/// </summary>
public sealed class ImageSharpEngine : IPhotographEngine
{
    private const int OriginalQuality = 95;
    private const int ThumbnailQuality = 80;

    // Only these three decoders exist for it, and only the first frame.
    private static readonly DecoderOptions Decoding = new()
    {
        Configuration = new Configuration(new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule()),
        MaxFrames = 1,
    };

    private static readonly PngEncoder OnlyPixels = new()
    {
        ColorType = PngColorType.Rgb,
        BitDepth = PngBitDepth.Bit8,
        ChunkFilter = PngChunkFilter.ExcludeAll,
        SkipMetadata = true,
    };

    public (NormalisedPhotograph? Photograph, PhotographRefusal? Refusal) Normalise(
        Stream upload, PhotographHeader header, RenditionTargets targets, CancellationToken cancellation)
    {
        // The decoders fill up with grey what a broken file lacks.
        if (!PhotographEnd.IsWhole(upload, header.Format)) return (null, PhotographRefusal.Damaged);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PhotographLimits.DecodingTime);
        try
        {
            using var loaded = Image.LoadAsync<Rgba32>(Decoding, upload, limit.Token).GetAwaiter().GetResult();
            if (loaded.Width != header.RawWidth || loaded.Height != header.RawHeight) return (null, PhotographRefusal.Damaged);
            var orientation = OrientationOf(loaded);
            loaded.Mutate(x => x.AutoOrient().BackgroundColor(Color.White));
            using var upright = loaded.CloneAs<Rgb24>();
            RemoveMetadata(upright);
            Write(upright, header.Format, targets);
            var mediaType = header.Format == PhotographFormat.Png ? "image/png" : "image/jpeg";
            return (new(upright.Width, upright.Height, header.RawWidth, header.RawHeight, orientation, mediaType), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, PhotographRefusal.TookTooLong);
        }
        catch (Exception broken) when (broken is ImageFormatException or InvalidMemoryOperationException)
        {
            return (null, PhotographRefusal.Damaged);
        }
    }

    public byte[] Render(Stream original, WorkView view, CancellationToken cancellation)
    {
        using var loaded = Image.LoadAsync<Rgb24>(Decoding, original, cancellation).GetAwaiter().GetResult();
        loaded.Mutate(x => x
            .Crop(new Rectangle(view.X, view.Y, view.Width, view.Height))
            .Resize(view.RenderedWidth, view.RenderedHeight, KnownResamplers.Lanczos3));
        return Jpeg(loaded, PhotographLimits.WorkBytes);
    }

    // The encoders are told to leave them out as well; that alone is not enough for the EXIF block of a PNG.
    private static void RemoveMetadata(Image image)
    {
        var metadata = image.Metadata;
        (metadata.ExifProfile, metadata.XmpProfile, metadata.IccProfile, metadata.IptcProfile) = (null, null, null, null);
        metadata.GetPngMetadata().TextData.Clear();
    }

    private static int OrientationOf(Image image)
    {
        if (image.Metadata.ExifProfile is not { } exif || !exif.TryGetValue(ExifTag.Orientation, out var value)) return 1;
        return value.Value is >= 1 and <= 8 ? value.Value : 1;
    }

    private static void Write(Image<Rgb24> upright, PhotographFormat format, RenditionTargets targets)
    {
        if (format == PhotographFormat.Png) upright.Save(targets.Original, OnlyPixels);
        else upright.Save(targets.Original, new JpegEncoder { Quality = OriginalQuality, ColorType = JpegEncodingColor.YCbCrRatio444, SkipMetadata = true });

        using var work = Smaller(upright, PhotographLimits.WorkSidePx);
        targets.Work.Write(Jpeg(work, PhotographLimits.WorkBytes));
        using var thumbnail = Smaller(work, PhotographLimits.ThumbnailSidePx);
        thumbnail.Save(targets.Thumbnail, new JpegEncoder { Quality = ThumbnailQuality, SkipMetadata = true });
    }

    private static Image<Rgb24> Smaller(Image<Rgb24> image, int sidePx) => Math.Max(image.Width, image.Height) <= sidePx
        ? image.Clone()
        : image.Clone(x => x.Resize(new ResizeOptions { Size = new Size(sidePx, sidePx), Mode = ResizeMode.Max, Sampler = KnownResamplers.Lanczos3 }));

    private static byte[] Jpeg(Image<Rgb24> image, int budgetBytes) => WorkQuality.Within(budgetBytes, quality =>
    {
        using var encoded = new MemoryStream();
        image.Save(encoded, new JpegEncoder { Quality = quality, ColorType = JpegEncodingColor.YCbCrRatio420, SkipMetadata = true });
        return encoded.ToArray();
    });
}
