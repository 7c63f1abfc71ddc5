using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// Writes <c>image,landmark,x,y,sxx,sxy,syy</c>, in the input's unit and its square. Landmarks that no label has are left out. Decimals go by
/// the size of the face: a ten-millionth of its normalising distance, and of the square of that distance a ten-thousand-millionth.
/// </summary>
internal sealed class ConsensusFileWriter(Stream file)
{
    private const int LongestRow = 256;

    private static readonly double[] Powers = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(10, i))];

    private readonly byte[] buffer = new byte[1 << 18];
    private int used;
    private string lastImage = "";
    private byte[] field = [];

    public void WriteHeader() => Write("image,landmark,x,y,sxx,sxy,syy\n"u8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(string image, FaceSolver face)
    {
        if (image != lastImage) (lastImage, field) = (image, Encoding.UTF8.GetBytes(Quoted(image)));
        var size = (int)Math.Round(Math.Log10(face.DistancePx));
        var (decimals, squareDecimals) = (Math.Clamp(7 - size, 1, 15), Math.Clamp(10 - (2 * size), 1, 15));
        for (var l = 0; l < face.Scheme.Count; l++)
        {
            if (face.Position(l) is not { } p) continue;
            if (used + field.Length + LongestRow > buffer.Length) Flush();
            Append(field);
            Utf8Formatter.TryFormat(l, After((byte)','), out var length);
            used += length;
            var covariance = face.Covariance(l);
            Append(p.X, decimals);
            Append(p.Y, decimals);
            Append(covariance.Sxx, squareDecimals);
            Append(covariance.Sxy, squareDecimals);
            Append(covariance.Syy, squareDecimals);
            buffer[used++] = (byte)'\n';
        }
    }

    public void Flush()
    {
        file.Write(buffer, 0, used);
        used = 0;
    }

    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny(",\"\r\n") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    // Fixed decimals by way of a whole number: the shortest-digits formatter takes several times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Append(double value, int decimals)
    {
        var scaled = value * Powers[decimals];
        var to = After((byte)',');
        if (!(Math.Abs(scaled) < 1e17))
        {
            Utf8Formatter.TryFormat(value, to, out var any);
            used += any;
            return;
        }

        var whole = (long)Math.Round(Math.Abs(scaled));
        if (scaled < 0 && whole > 0) buffer[used++] = (byte)'-';
        var (units, rest) = Math.DivRem(whole, (long)Powers[decimals]);
        Utf8Formatter.TryFormat(units, buffer.AsSpan(used), out var length);
        used += length;
        buffer[used++] = (byte)'.';
        for (var i = decimals - 1; i >= 0; i--) (rest, buffer[used + i]) = (rest / 10, (byte)('0' + (rest % 10)));
        used += decimals;
    }

    private Span<byte> After(byte separator)
    {
        buffer[used++] = separator;
        return buffer.AsSpan(used);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (used + bytes.Length > buffer.Length) Flush();
        Append(bytes);
    }
}
