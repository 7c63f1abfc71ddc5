using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace AnnotationHub.Web.Consensus;

/// <summary>Reads decimal numbers, the usual ones fast.</summary>
internal static class DecimalText
{
    private static readonly double[] Powers = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(10, i))];

    /// <summary>
    /// Up to fifteen digits with a point are a whole number over a power of ten, both exact, so that their quotient is the nearest number
    /// (Clinger, PLDI 1990); anything else goes the slow way. Finite numbers only.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        var (at, digits, decimals, isAfterPoint) = (text.StartsWith("-"u8) ? 1 : 0, 0, 0, false);
        long whole = 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                whole = (whole * 10) + (c - '0');
                digits++;
                if (isAfterPoint) decimals++;
                if (digits > 15) return TryParseAny(text, out value);
            }
            else if (c == '.' && !isAfterPoint)
            {
                isAfterPoint = true;
            }
            else
            {
                return TryParseAny(text, out value);
            }
        }

        value = text.StartsWith("-"u8) ? -(whole / Powers[decimals]) : whole / Powers[decimals];
        return digits > 0;
    }

    private static bool TryParseAny(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && double.IsFinite(value);
}
