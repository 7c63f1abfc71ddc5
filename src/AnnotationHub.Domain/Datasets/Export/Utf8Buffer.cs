using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>A growing array of UTF-8 text, from the pool.</summary>
internal sealed class Utf8Buffer : IDisposable
{
    /// <summary>Longest number: sign, 19 digits, point, exponent.</summary>
    private const int MaxNumberLength = 32;

    /// <summary>Most of a batch of faces, so that it is seldom copied into a larger array.</summary>
    private const int InitialBytes = 512 * 1024;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public void Clear() => length = 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
    }

    public void Add(byte character)
    {
        Reserve(1);
        bytes[length++] = character;
    }

    public void Add(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    public void Add(long number)
    {
        Reserve(MaxNumberLength);
        Utf8Formatter.TryFormat(number, bytes.AsSpan(length), out var written);
        length += written;
    }

    /// <summary>The shortest text that reads back as the same number.</summary>
    public void AddExact(double number)
    {
        Reserve(MaxNumberLength);
        number.TryFormat(bytes.AsSpan(length), out var written, provider: CultureInfo.InvariantCulture);
        length += written;
    }

    /// <summary>See <see cref="Hundredths"/>; without the comma.</summary>
    public void AddHundredths(double number) => Advance(Hundredths.Write(Room(Hundredths.MaxLength), 0, number) - 1);

    /// <summary>Free bytes to write into, at least so many; what was written counts by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int atLeast)
    {
        Reserve(atLeast);
        return bytes.AsSpan(length);
    }

    public void Advance(int written) => length += written;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Reserve(int more)
    {
        if (bytes.Length - length >= more) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + more));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
