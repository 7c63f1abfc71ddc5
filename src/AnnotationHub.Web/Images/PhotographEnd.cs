using System.Buffers.Binary;
using System.IO.Compression;

namespace AnnotationHub.Web.Images;

/// <summary>
/// Whether a photograph's file reaches to its end, by its structure alone: for decoders that fill up what is missing. What lies behind
/// the end does not matter.
/// </summary>
internal static class PhotographEnd
{
    /// <param name="upload">Seekable; back at its beginning afterwards.</param>
    public static bool IsWhole(Stream upload, PhotographFormat format)
    {
        var bytes = new byte[upload.Length];
        upload.Position = 0;
        upload.ReadExactly(bytes);
        upload.Position = 0;
        return format switch
        {
            PhotographFormat.Jpeg => IsWholeJpeg(bytes),
            PhotographFormat.Png => IsWholePng(bytes),
            PhotographFormat.WebP => bytes.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) <= bytes.Length - 8,
        };
    }

    // Segments with their length, entropy-coded data without: there FF is followed by 0 or a restart marker until the next segment.
    private static bool IsWholeJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 1 < bytes.Length;)
        {
            if (bytes[at] != 0xFF || bytes[at + 1] is 0x00 or 0xFF or 0x01 or (>= 0xD0 and <= 0xD7)) at++;
            else if (bytes[at + 1] == 0xD9) return true;
            else if (at + 3 < bytes.Length) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            else return false;
        }

        return false;
    }

    // The chunks to the last, and as many pixels behind the header as it promises.
    private static bool IsWholePng(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var type = bytes.Slice(at + 4, 4);
            if (type.SequenceEqual("IEND"u8)) return HasPixels(bytes, packed);
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return false;
            if (type.SequenceEqual("IDAT"u8)) packed.Write(bytes.Slice(at + 8, (int)length));
            at += 12 + (int)length;
        }

        return false;
    }

    // Without the filter byte of each row and the padding of interlaced ones: a bound that every whole picture reaches.
    private static bool HasPixels(ReadOnlySpan<byte> bytes, MemoryStream packed)
    {
        long samples = bytes[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        long pixels = (long)BinaryPrimitives.ReadInt32BigEndian(bytes[16..]) * BinaryPrimitives.ReadInt32BigEndian(bytes[20..]);
        var missing = pixels * samples * bytes[24] / 8;
        packed.Position = 0;
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int read; missing > 0 && (read = unpacked.Read(buffer)) > 0;) missing -= read;
            return missing <= 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
