using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>
/// Numbers rounded to hundredths, half to even, without trailing zeros: <c>12</c>, <c>12.5</c>, <c>-0.04</c>; off by 0.005 at most. By hand and from
/// tables, since the shortest-round-trip formatting of floating-point numbers is what limits a writer of millions of coordinates.
/// </summary>
internal static class Hundredths
{
    /// <summary>Room that <see cref="Write"/> must find: sign, 17 digits, point, comma, and what a table entry writes beyond its end.</summary>
    public const int MaxLength = 32;

    private const double Limit = 1e15;
    private const int Wholes = 10_000;

    // The digits of 0 to 9999 as four bytes from the left, how many of them count in the fifth; and ",", ".d," or ".dd," of 0 to 99.
    private static readonly ulong[] WholeDigits = [.. Enumerable.Range(0, Wholes).Select(w => Entry(w.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    private static readonly ulong[] RestDigits =
        [.. Enumerable.Range(0, 100).Select(r => Entry(r == 0 ? "," : r % 10 == 0 ? $".{r / 10}," : $".{r / 10}{r % 10},"))];

    /// <summary>
    /// Writes the number and a comma at <paramref name="at"/> of <paramref name="to"/>, where <see cref="MaxLength"/> bytes must be free, and answers the place
    /// after them. The comma costs nothing, being in the table, and most numbers have one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or beyond ±10^15.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> to, int at, double number)
    {
        var scaled = Math.Round(number * 100);
        // Written so that NaN goes the slow way too, which refuses it.
        return scaled is >= 0 and < Wholes * 100 ? WriteSmall(to, at, (uint)scaled) : WriteAny(to, at, number, scaled);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteSmall(Span<byte> to, int at, uint hundredths)
    {
        var whole = hundredths / 100;
        return Put(to, Put(to, at, WholeDigits[whole]), RestDigits[hundredths - (whole * 100)]);
    }

    private static int WriteAny(Span<byte> to, int at, double number, double scaled)
    {
        if (!(Math.Abs(number) < Limit)) throw new ArgumentOutOfRangeException(nameof(number), number, "Finite and below 10^15.");
        var hundredths = (long)scaled;
        if (hundredths < 0)
        {
            to[at++] = (byte)'-';
            hundredths = -hundredths;
        }

        if (hundredths < Wholes * 100) return WriteSmall(to, at, (uint)hundredths);
        var (whole, rest) = Math.DivRem(hundredths, 100);
        Utf8Formatter.TryFormat(whole, to[at..], out var written);
        return Put(to, at + written, RestDigits[rest]);
    }

    // Four bytes in any case, of which the next number overwrites those that do not count. Without a check of the bounds, which would be a
    // third of the work: there is room by the callers' reservation of MaxLength for each number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Put(Span<byte> to, int at, ulong entry)
    {
        Debug.Assert(at + sizeof(uint) <= to.Length, "The caller reserves MaxLength for each number.");
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(to), at), BitConverter.IsLittleEndian ? (uint)entry : BinaryPrimitives.ReverseEndianness((uint)entry));
        return at + (int)(entry >> 32);
    }

    private static ulong Entry(string digits)
    {
        var entry = (ulong)digits.Length << 32;
        for (var i = 0; i < digits.Length; i++) entry |= (ulong)digits[i] << (8 * i);
        return entry;
    }
}
