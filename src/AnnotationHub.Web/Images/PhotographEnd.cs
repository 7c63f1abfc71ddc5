using System.Buffers.Binary;

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

    private static bool IsWholePng(ReadOnlySpan<byte> bytes)
    {
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            if (bytes.Slice(at + 4, 4).SequenceEqual("IEND"u8)) return true;
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length) return false;
            at += 12 + (int)length;
        }

        return false;
    }
}
