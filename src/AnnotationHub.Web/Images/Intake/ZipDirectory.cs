using System.Buffers.Binary;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>
/// What an archive's last record says of its table of contents, read before the table itself is: the library reads the whole
/// table into memory, however long a hostile one is.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int MaxCommentBytes = 65_535;

    /// <summary>Number of entries and bytes from the table's beginning to the archive's end; null where it is no whole archive.</summary>
    public static (long Entries, long Bytes)? Find(Stream archive)
    {
        var tail = new byte[Math.Min(archive.Length, EndBytes + MaxCommentBytes + LocatorBytes)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (UInt32(end) != EndSignature) continue;
            long entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            long start = UInt32(end[16..]);
            if (entries == ushort.MaxValue || start == uint.MaxValue)
            {
                if (Find64(archive, tail, at) is not { } large) return null;
                (entries, start) = large;
            }

            return start >= 0 && start <= archive.Length ? (entries, archive.Length - start) : null;
        }

        return null;
    }

    private static (long Entries, long Start)? Find64(Stream archive, byte[] tail, int end)
    {
        if (end < LocatorBytes || UInt32(tail.AsSpan(end - LocatorBytes)) != Locator64Signature) return null;
        var position = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorBytes + 8));
        if (position < 0 || position > archive.Length - End64Bytes) return null;
        archive.Position = position;
        Span<byte> record = stackalloc byte[End64Bytes];
        archive.ReadExactly(record);
        if (UInt32(record) != End64Signature) return null;
        return (BinaryPrimitives.ReadInt64LittleEndian(record[32..]), BinaryPrimitives.ReadInt64LittleEndian(record[48..]));
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
