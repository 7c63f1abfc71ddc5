using System.Buffers.Binary;
using System.Collections.Immutable;

namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// The stored form of the landmarks that a partial assignment asks for: their indices in ascending order, 16-bit little-endian. Equal sets
/// are equal bytes.
/// </summary>
public static class AskedLandmarks
{
    public static byte[] Pack(IEnumerable<int> landmarks)
    {
        int[] ascending = [.. landmarks.Distinct().Order()];
        var bytes = new byte[2 * ascending.Length];
        for (var i = 0; i < ascending.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), checked((ushort)ascending[i]));
        return bytes;
    }

    public static int Count(ReadOnlySpan<byte> packed) => packed.Length / 2;

    /// <summary>Null, which stands for the whole face, stays null.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut off.</exception>
    public static IReadOnlyList<int>? OrWhole(byte[]? packed) => packed is null ? null : Unpack(packed);

    /// <exception cref="InvalidDataException">The bytes are cut off.</exception>
    public static ImmutableArray<int> Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length % 2 != 0) throw new InvalidDataException($"Not a packed set of landmarks: {packed.Length} bytes.");
        var landmarks = ImmutableArray.CreateBuilder<int>(packed.Length / 2);
        for (var i = 0; i < packed.Length; i += 2) landmarks.Add(BinaryPrimitives.ReadUInt16LittleEndian(packed[i..]));
        return landmarks.MoveToImmutable();
    }
}
