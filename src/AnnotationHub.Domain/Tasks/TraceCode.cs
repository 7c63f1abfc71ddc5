using System.Buffers.Binary;

namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// The code by which people name one face, on paper, on the telephone and in the API: <c>LX-7Q2M-09KD</c>. Eight symbols of an
/// alphabet without I, L, O and U (Crockford's base 32), so that nothing in it is read for something else; 40 random bits, so that
/// one code tells nothing of another.
/// </summary>
public static class TraceCode
{
    /// <summary>How many random bytes a code is made of.</summary>
    public const int RandomBytes = 5;

    /// <summary>The longest that a written code is, in characters.</summary>
    public const int Length = 12;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Prefix = "LX";

    /// <param name="random">Exactly <see cref="RandomBytes"/> bytes of a cryptographic generator.</param>
    public static string From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomBytes);
        Span<byte> wide = stackalloc byte[8];
        random.CopyTo(wide[3..]);
        var bits = BinaryPrimitives.ReadUInt64BigEndian(wide);
        Span<char> symbols = stackalloc char[8];
        for (var i = 7; i >= 0; i--, bits >>= 5) symbols[i] = Alphabet[(int)(bits & 31)];
        return $"{Prefix}-{symbols[..4]}-{symbols[4..]}";
    }

    /// <summary>
    /// The code as it is stored, from what a person typed: small letters, blanks and missing hyphens are mended, O is read as 0, I and L
    /// as 1. Null where it cannot be a code.
    /// </summary>
    public static string? Parse(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        var text = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (text.Length != 10 || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var symbols = text[2..].Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return symbols.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? $"{Prefix}-{symbols[..4]}-{symbols[4..]}" : null;
    }
}
