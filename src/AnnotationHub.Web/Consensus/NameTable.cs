using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// Numbers names in the order in which they first come. Rows of one name follow one another, so that the last one is compared first. What it
/// keeps of a name is a fingerprint of 128 bits (of SHA-256), and the text only where <paramref name="keepsText"/>: a million images are to cost
/// tens of megabytes.
/// </summary>
internal sealed class NameTable(bool keepsText)
{
    private readonly Dictionary<UInt128, int> numbers = [];
    private readonly List<string> texts = [];
    private byte[] last = new byte[64];
    private int lastLength = -1;
    private int lastNumber;

    public int Count => numbers.Count;

    /// <summary>The name asked for last, UTF-8.</summary>
    public ReadOnlySpan<byte> Last => last.AsSpan(0, Math.Max(lastLength, 0));

    /// <summary>A name by its number, where they are kept.</summary>
    public string Text(int number) => texts[number];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        if (name.Length == lastLength && name.SequenceEqual(Last)) return lastNumber;
        if (last.Length < name.Length) last = new byte[2 * name.Length];
        name.CopyTo(last);
        lastLength = name.Length;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        var print = new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
        if (numbers.TryGetValue(print, out lastNumber)) return lastNumber;
        if (keepsText) texts.Add(Encoding.UTF8.GetString(name));
        numbers.Add(print, lastNumber = numbers.Count);
        return lastNumber;
    }
}
