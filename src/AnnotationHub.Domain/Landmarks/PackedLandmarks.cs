using System.Buffers.Binary;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// The stored form of a face's landmarks: one byte of format, then per landmark x and y as 64-bit IEEE numbers and the visibility,
/// little-endian. 64 bits because a client's coordinates come back exactly as they came in.
/// </summary>
public static class PackedLandmarks
{
    private const byte Format = 1;
    private const int BytesPerLandmark = 17;

    public static byte[] Pack(ReadOnlySpan<PlacedLandmark> landmarks)
    {
        var bytes = new byte[1 + (landmarks.Length * BytesPerLandmark)];
        bytes[0] = Format;
        for (var i = 0; i < landmarks.Length; i++)
        {
            var at = bytes.AsSpan(1 + (i * BytesPerLandmark));
            BinaryPrimitives.WriteDoubleLittleEndian(at, landmarks[i].Point.X);
            BinaryPrimitives.WriteDoubleLittleEndian(at[8..], landmarks[i].Point.Y);
            at[16] = (byte)landmarks[i].Visibility;
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static PlacedLandmark[] Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Format || (bytes.Length - 1) % BytesPerLandmark != 0)
            throw new InvalidDataException($"Not a packed face: {bytes.Length} bytes, format {(bytes.Length > 0 ? bytes[0] : -1)}.");

        var landmarks = new PlacedLandmark[(bytes.Length - 1) / BytesPerLandmark];
        for (var i = 0; i < landmarks.Length; i++)
        {
            var at = bytes[(1 + (i * BytesPerLandmark))..];
            var point = new ImagePoint(BinaryPrimitives.ReadDoubleLittleEndian(at), BinaryPrimitives.ReadDoubleLittleEndian(at[8..]));
            landmarks[i] = new PlacedLandmark(point, (Visibility)at[16]);
        }

        return landmarks;
    }
}
