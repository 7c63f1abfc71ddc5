using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>
/// A growing array of UTF-8 text. Hundredths are formatted by hand, since the shortest-round-trip formatting of floating-point numbers is what
/// limits a writer of millions of coordinates.
/// </summary>
internal sealed class Utf8Buffer : IDisposable
{
    /// <summary>Longest number: sign, 19 digits, point, exponent.</summary>
    private const int MaxNumberLength = 32;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
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

    /// <summary>
    /// The number rounded to hundredths, half to even, without trailing zeros: <c>12</c>, <c>12.5</c>, <c>-0.04</c>. Off by 0.005 at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or beyond ±10^15.</exception>
    public void AddHundredths(double number)
    {
        if (!(Math.Abs(number) < 1e15)) throw new ArgumentOutOfRangeException(nameof(number), number, "Finite and below 10^15.");
        var hundredths = (long)Math.Round(number * 100);
        Reserve(MaxNumberLength);
        var at = bytes.AsSpan(length);
        var n = 0;
        if (hundredths < 0)
        {
            at[n++] = (byte)'-';
            hundredths = -hundredths;
        }

        var (whole, rest) = Math.DivRem(hundredths, 100);
        n += WriteWhole(whole, at[n..]);
        if (rest > 0)
        {
            var (tens, ones) = Math.DivRem((int)rest, 10);
            at[n++] = (byte)'.';
            at[n++] = (byte)('0' + tens);
            if (ones > 0) at[n++] = (byte)('0' + ones);
        }

        length += n;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private static int WriteWhole(long whole, Span<byte> at)
    {
        if (whole >= 10_000)
        {
            Utf8Formatter.TryFormat(whole, at, out var written);
            return written;
        }

        // Pixels: at most four digits, nearly always.
        var value = (int)whole;
        var digits = value >= 1000 ? 4 : value >= 100 ? 3 : value >= 10 ? 2 : 1;
        for (var i = digits - 1; i >= 0; i--)
        {
            var next = value / 10;
            at[i] = (byte)('0' + value - (next * 10));
            value = next;
        }

        return digits;
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
