using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// The stored form of a draft: one byte of format, then 28 bytes for each landmark that has been placed, in the order of their
/// first placement, little-endian: index 16, x 64, y 64, visibility 8, placements 8, sequence 32, elapsed milliseconds 32 bits.
/// Coordinates have 64 bits because what a client sent comes back exactly.
/// </summary>
public static class PackedDraft
{
    private const byte Format = 1;
    private const int HeaderBytes = 1;
    private const int LandmarkBytes = 28;

    public static byte[] Empty { get; } = [Format];

    public static int Count(ReadOnlySpan<byte> packed) => (packed.Length - HeaderBytes) / LandmarkBytes;

    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static void Check(ReadOnlySpan<byte> packed)
    {
        if (packed.Length == 0 || packed[0] != Format || (packed.Length - HeaderBytes) % LandmarkBytes != 0)
            throw new InvalidDataException($"Not a packed draft: {packed.Length} bytes, format {(packed.Length > 0 ? packed[0] : -1)}.");
    }

    public static DraftLandmark Read(ReadOnlySpan<byte> packed, int slot)
    {
        var at = packed[(HeaderBytes + (slot * LandmarkBytes))..];
        var placed = PlacedLandmark.At(
            BinaryPrimitives.ReadDoubleLittleEndian(at[2..]), BinaryPrimitives.ReadDoubleLittleEndian(at[10..]), (Visibility)at[18]);
        return new DraftLandmark(
            BinaryPrimitives.ReadUInt16LittleEndian(at), placed, BinaryPrimitives.ReadUInt32LittleEndian(at[20..]), at[19],
            BinaryPrimitives.ReadUInt32LittleEndian(at[24..]));
    }

    public static void Write(Span<byte> packed, int slot, in DraftLandmark landmark)
    {
        var at = packed[(HeaderBytes + (slot * LandmarkBytes))..];
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)landmark.Index);
        BinaryPrimitives.WriteDoubleLittleEndian(at[2..], landmark.Placed.Point.X);
        BinaryPrimitives.WriteDoubleLittleEndian(at[10..], landmark.Placed.Point.Y);
        at[18] = (byte)landmark.Placed.Visibility;
        at[19] = landmark.Placements;
        BinaryPrimitives.WriteUInt32LittleEndian(at[20..], landmark.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(at[24..], landmark.ElapsedMs);
    }

    /// <summary>Room for <paramref name="added"/> more landmarks behind those that are there.</summary>
    public static byte[] Extend(ReadOnlySpan<byte> packed, int added)
    {
        var bytes = new byte[packed.Length + (added * LandmarkBytes)];
        packed.CopyTo(bytes);
        return bytes;
    }

    /// <summary>All landmarks in the order of their first placement.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static DraftLandmark[] Unpack(ReadOnlySpan<byte> packed)
    {
        Check(packed);
        var landmarks = new DraftLandmark[Count(packed)];
        for (var slot = 0; slot < landmarks.Length; slot++) landmarks[slot] = Read(packed, slot);
        return landmarks;
    }
}
