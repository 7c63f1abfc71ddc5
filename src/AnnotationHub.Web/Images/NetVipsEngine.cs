using AnnotationHub.Domain.Tasks;
using NetVips;

namespace AnnotationHub.Web.Images;

/// <summary>The default engine, on libvips. Only the three named loaders are ever called, and untrusted ones are blocked besides.</summary>
public sealed class NetVipsEngine : IPhotographEngine
{
    private const int OriginalQuality = 95;
    private const int ThumbnailQuality = 80;

    // zlib's fourth level: a tenth larger than its default, in a third of the time.
    private const int PngCompression = 4;

    private static readonly double[] White = [255, 255, 255];

    static NetVipsEngine()
    {
        NetVips.NetVips.BlockUntrusted = true;
        // Every photograph is another: libvips' own cache of results would only hold memory. And they are decoded side by side, one
        // thread each, which keeps all cores busy with less memory than several threads on one.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        // What is wrong with a file is said in its report; libvips would say it on stderr as well, tile by tile.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    public (NormalisedPhotograph? Photograph, PhotographRefusal? Refusal) Normalise(
        Stream upload, PhotographHeader header, RenditionTargets targets, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PhotographLimits.DecodingTime);
        try
        {
            using var loaded = Load(upload, header.Format, shrink: 1, limit.Token);
            if (loaded.Width != header.RawWidth || loaded.Height != header.RawHeight) return (null, PhotographRefusal.Damaged);
            var orientation = OrientationOf(loaded);
            using (var upright = Upright(loaded, orientation))
            {
                WriteOriginal(upright, header.Format, targets.Original);
                WriteSmaller(upload, header, orientation, targets, limit.Token);
                var mediaType = header.Format == PhotographFormat.Png ? "image/png" : "image/jpeg";
                return (new(upright.Width, upright.Height, header.RawWidth, header.RawHeight, orientation, mediaType), null);
            }
        }
        catch (VipsException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null, limit.IsCancellationRequested ? PhotographRefusal.TookTooLong : PhotographRefusal.Damaged);
        }
        finally
        {
            NativeMemory.ReturnUnused();
        }
    }

    public byte[] Render(Stream original, WorkView view, CancellationToken cancellation)
    {
        using var loaded = Image.NewFromStream(original, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        loaded.SetProgress(null, cancellation);
        using var part = loaded.Crop(view.X, view.Y, view.Width, view.Height);
        using var scaled = view.Scale >= 1
            ? part.CopyMemory()
            : InMemory(part.Resize((double)view.RenderedWidth / view.Width, vscale: (double)view.RenderedHeight / view.Height));
        return Jpeg(scaled, PhotographLimits.WorkBytes);
    }

    /// <param name="shrink">1, 2, 4 or 8: a JPEG is decoded at that fraction of its size, at a fraction of the time.</param>
    private static Image Load(Stream upload, PhotographFormat format, int shrink, CancellationToken limit)
    {
        upload.Position = 0;
        var image = format switch
        {
            PhotographFormat.Jpeg => Image.JpegloadStream(upload, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
            PhotographFormat.Png => Image.PngloadStream(upload, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
            PhotographFormat.WebP => Image.WebploadStream(upload, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        };
        image.SetProgress(null, limit);
        return image;
    }

    private static int OrientationOf(Image image)
    {
        var orientation = image.Contains("orientation") ? Convert.ToInt32(image.Get("orientation"), System.Globalization.CultureInfo.InvariantCulture) : 1;
        return orientation is >= 1 and <= 8 ? orientation : 1;
    }

    // What lies upright already flows through line by line; only what is turned must be in memory as a whole.
    private static Image Upright(Image loaded, int orientation)
    {
        using var coloured = ToSrgb(loaded);
        using var opaque = coloured.HasAlpha() ? coloured.Flatten(background: White) : coloured.Copy();
        var bytes = opaque.Cast(Enums.BandFormat.Uchar);
        if (orientation == 1) return bytes;
        using var decoded = InMemory(bytes);
        return decoded.Autorot();
    }

    private static Image ToSrgb(Image image)
    {
        if (image.Interpretation == Enums.Interpretation.Cmyk) return image.IccTransform("srgb", embedded: true, inputProfile: "cmyk");
        if (image.Contains("icc-profile-data") && !IsSrgb((byte[])image.Get("icc-profile-data")))
            return image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative);
        return image.Colourspace(Enums.Interpretation.Srgb);
    }

    // The transformation of sRGB into sRGB changes nothing and takes as long as the decoding.
    private static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        profile.IndexOf("sRGB"u8) >= 0 || profile.IndexOf("s\0R\0G\0B"u8) >= 0;

    private static void WriteOriginal(Image upright, PhotographFormat format, Stream target)
    {
        if (format == PhotographFormat.Png) upright.PngsaveStream(target, compression: PngCompression, keep: Enums.ForeignKeep.None);
        else upright.JpegsaveStream(target, q: OriginalQuality, subsampleMode: Enums.ForeignSubsample.Off, keep: Enums.ForeignKeep.None);
    }

    // Read a second time: decoding a JPEG at half its size costs less than keeping all of its pixels.
    private static void WriteSmaller(Stream upload, PhotographHeader header, int orientation, RenditionTargets targets, CancellationToken limit)
    {
        var shrink = 1;
        while (shrink < 8 && Math.Max(header.RawWidth, header.RawHeight) / (shrink * 2) >= PhotographLimits.WorkSidePx) shrink *= 2;
        using var loaded = Load(upload, header.Format, shrink, limit);
        using var upright = Upright(loaded, orientation);
        using var work = Smaller(upright, PhotographLimits.WorkSidePx);
        targets.Work.Write(Jpeg(work, PhotographLimits.WorkBytes));
        using var thumbnail = Smaller(work, PhotographLimits.ThumbnailSidePx);
        thumbnail.JpegsaveStream(targets.Thumbnail, q: ThumbnailQuality, keep: Enums.ForeignKeep.None);
    }

    private static Image Smaller(Image image, int sidePx)
    {
        var scale = (double)sidePx / Math.Max(image.Width, image.Height);
        return InMemory(scale >= 1 ? image.Copy() : image.ThumbnailImage(sidePx, height: sidePx, size: Enums.Size.Down));
    }

    private static byte[] Jpeg(Image image, int budgetBytes) =>
        WorkQuality.Within(budgetBytes, quality => image.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.None));

    private static Image InMemory(Image image)
    {
        using (image) return image.CopyMemory();
    }
}
