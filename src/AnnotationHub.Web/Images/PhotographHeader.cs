using System.Buffers.Binary;

namespace AnnotationHub.Web.Images;

/// <summary>The formats that are decoded, and no others.</summary>
public enum PhotographFormat
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>What the first bytes of a photograph say of it. Width and height are as stored, before the EXIF orientation.</summary>
public sealed record PhotographHeader(PhotographFormat Format, int RawWidth, int RawHeight)
{
    /// <summary>
    /// Reads the header of a seekable stream by content and holds it against <see cref="PhotographLimits"/>, without decoding
    /// a pixel. Exactly one of the answers is not null.
    /// </summary>
    public static (PhotographHeader? Header, PhotographRefusal? Refusal) Read(Stream stream)
    {
        if (stream.Length == 0) return (null, PhotographRefusal.Empty);
        stream.Position = 0;
        var reader = new HeaderReader(stream);
        Span<byte> start = stackalloc byte[12];
        var (header, refusal) = !reader.TryRead(start) ? (null, PhotographRefusal.NotAPhotograph) : start switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(reader),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngHeader.Read(reader),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => WebPHeader.Read(reader),
            _ => (null, PhotographRefusal.NotAPhotograph),
        };
        stream.Position = 0;
        return header is null ? (null, refusal) : Within(header, stream.Length);
    }

    private static (PhotographHeader? Header, PhotographRefusal? Refusal) Within(PhotographHeader header, long bytes)
    {
        if (header.RawWidth <= 0 || header.RawHeight <= 0) return (null, PhotographRefusal.Damaged);
        if (Math.Max(header.RawWidth, header.RawHeight) > PhotographLimits.MaxSidePx) return (null, PhotographRefusal.SideTooLong);
        if ((long)header.RawWidth * header.RawHeight > PhotographLimits.MaxPixels) return (null, PhotographRefusal.TooManyPixels);
        return bytes > PhotographLimits.MaxBytes ? (null, PhotographRefusal.TooManyBytes) : (header, null);
    }
}

/// <summary>Reads a few bytes here and there, never more than a header may be long.</summary>
internal sealed class HeaderReader(Stream stream)
{
    public bool TryRead(Span<byte> into) => stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;

    public void MoveTo(long position) => stream.Position = position;

    public bool TrySkip(long bytes)
    {
        if (bytes < 0 || stream.Position + bytes > stream.Length) return false;
        stream.Position += bytes;
        return true;
    }
}

internal static class JpegHeader
{
    // A photograph has tens of segments; a file with thousands of them is made to keep us reading.
    private const int MaxSegments = 2_000;

    /// <summary>Walks from segment to segment to the frame header, the only place that has the size.</summary>
    public static (PhotographHeader? Header, PhotographRefusal? Refusal) Read(HeaderReader reader)
    {
        reader.MoveTo(2);
        Span<byte> head = stackalloc byte[4];
        Span<byte> frame = stackalloc byte[5];
        for (var i = 0; i < MaxSegments; i++)
        {
            if (!reader.TryRead(head[..2]) || head[0] != 0xFF) break;
            while (head[1] == 0xFF)
            {
                if (!reader.TryRead(head[1..2])) return (null, PhotographRefusal.Damaged);
            }

            var marker = head[1];
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7)) continue;
            if (marker is 0xD9 or 0xDA || !reader.TryRead(head[2..])) break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (length < 2) break;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (!reader.TryRead(frame)) break;
                return (new(PhotographFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..])), null);
            }

            if (!reader.TrySkip(length - 2)) break;
        }

        return (null, PhotographRefusal.Damaged);
    }
}

internal static class PngHeader
{
    private const int MaxChunks = 2_000;

    /// <summary>The size from IHDR, then on to the first IDAT: an <c>acTL</c> before it makes an animation of it.</summary>
    public static (PhotographHeader? Header, PhotographRefusal? Refusal) Read(HeaderReader reader)
    {
        reader.MoveTo(8);
        Span<byte> chunk = stackalloc byte[8];
        Span<byte> size = stackalloc byte[8];
        if (!reader.TryRead(chunk) || !chunk[4..].SequenceEqual("IHDR"u8) || !reader.TryRead(size) || !reader.TrySkip(5 + 4))
            return (null, PhotographRefusal.Damaged);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size[4..]));
        var header = new PhotographHeader(PhotographFormat.Png, (int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
        for (var i = 0; i < MaxChunks && reader.TryRead(chunk); i++)
        {
            if (chunk[4..].SequenceEqual("acTL"u8)) return (null, PhotographRefusal.SeveralFrames);
            if (chunk[4..].SequenceEqual("IDAT"u8) || !reader.TrySkip(BinaryPrimitives.ReadUInt32BigEndian(chunk) + 4L)) break;
        }

        // Even a header alone says whether it is too large; that there is no picture behind it is the decoder's to find.
        return (header, null);
    }
}

internal static class WebPHeader
{
    private const byte AnimationFlag = 0x02;

    /// <summary>One of three: a lossy frame, a lossless frame, or the extended header with its canvas and flags.</summary>
    public static (PhotographHeader? Header, PhotographRefusal? Refusal) Read(HeaderReader reader)
    {
        reader.MoveTo(12);
        Span<byte> chunk = stackalloc byte[18];
        if (!reader.TryRead(chunk)) return (null, PhotographRefusal.Damaged);
        var body = chunk[8..];
        if (chunk.StartsWith("VP8X"u8))
        {
            if ((body[0] & AnimationFlag) != 0) return (null, PhotographRefusal.SeveralFrames);
            return (new(PhotographFormat.WebP, 1 + UInt24(body[4..]), 1 + UInt24(body[7..])), null);
        }

        if (chunk.StartsWith("VP8 "u8) && body[3..6] is [0x9D, 0x01, 0x2A])
            return (new(PhotographFormat.WebP, UInt16(body[6..]) & 0x3FFF, UInt16(body[8..]) & 0x3FFF), null);

        if (chunk.StartsWith("VP8L"u8) && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return (new(PhotographFormat.WebP, 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF)), null);
        }

        return (null, PhotographRefusal.Damaged);
    }

    private static int UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
