using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// Reads <c>image,slot,worker,landmark,x,y</c> row by row over one buffer. Three million rows have to go through in well under a second, of
/// which a general CSV reader takes several to make its strings; names are only looked at where they change. Fields may be quoted, but
/// hold no line break.
/// </summary>
internal sealed class LabelFileReader(Stream file, int landmarks, bool keepsImageNames)
{
    private const int LongestName = 1_000;
    private const double LargestCoordinate = 1e7;

    private static readonly byte[] Header = "image,slot,worker,landmark,x,y"u8.ToArray();

    private readonly NameTable images = new(keepsImageNames);
    private readonly NameTable workers = new(keepsText: true);
    private readonly Range[] fields = new Range[6];
    private byte[] buffer = new byte[1 << 18];
    private byte[] unquoted = new byte[256];
    private int start;
    private int end;
    private bool isAtEnd;

    public NameTable Images => images;

    public NameTable Workers => workers;

    public long Line { get; private set; }

    /// <exception cref="LabelFileException">There is no header, or it is another.</exception>
    public void ReadHeader()
    {
        var has = TryLine(out var line);
        if (line.StartsWith(Encoding.UTF8.Preamble)) line = line[3..];
        if (!has || !line.SequenceEqual(Header)) throw Fault(LabelFault.Header, line);
    }

    /// <summary>The next row; false at the end. Empty lines are passed over.</summary>
    /// <exception cref="LabelFileException">The row cannot be used.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRow(out LabelRow row)
    {
        row = default;
        ReadOnlySpan<byte> line;
        do
        {
            if (!TryLine(out line)) return false;
        }
        while (line.IsEmpty);

        if (line.Contains((byte)'"')) line = Unquoted(line);
        else Split(line);
        if (!Utf8Parser.TryParse(line[fields[1]], out int slot, out var used) || slot < 0 || used != line[fields[1]].Length) throw Fault(LabelFault.Slot, line[fields[1]]);
        if (!Utf8Parser.TryParse(line[fields[3]], out int landmark, out used) || landmark < 0 || landmark >= landmarks || used != line[fields[3]].Length)
            throw Fault(LabelFault.Landmark, line[fields[3]]);
        row = new LabelRow(Line, Number(images, line[fields[0]]), slot, Number(workers, line[fields[2]]), landmark, Coordinate(line[fields[4]]), Coordinate(line[fields[5]]));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Split(ReadOnlySpan<byte> line)
    {
        var at = 0;
        for (var i = 0; i < 5; i++)
        {
            var comma = line[at..].IndexOf((byte)',');
            if (comma < 0) throw Fault(LabelFault.Fields, line);
            fields[i] = at..(at + comma);
            at += comma + 1;
        }

        if (line[at..].Contains((byte)',')) throw Fault(LabelFault.Fields, line);
        fields[5] = at..line.Length;
    }

    // RFC 4180: a doubled quote within quotes is one quote.
    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line)
    {
        if (unquoted.Length < line.Length) unquoted = new byte[line.Length];
        var (field, length, from, isQuoted) = (0, 0, 0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !isQuoted))
            {
                if (field == 6) throw Fault(LabelFault.Fields, line);
                fields[field++] = from..length;
                from = length;
            }
            else if (line[i] != '"')
            {
                unquoted[length++] = line[i];
            }
            else if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                unquoted[length++] = line[i++];
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        if (field != 6 || isQuoted) throw Fault(LabelFault.Fields, line);
        return unquoted.AsSpan(0, length);
    }

    private int Number(NameTable names, ReadOnlySpan<byte> name) =>
        name.Length is 0 or > LongestName ? throw Fault(LabelFault.Name, name) : names.NumberOf(name);

    private double Coordinate(ReadOnlySpan<byte> text)
    {
        if (DecimalText.TryParse(text, out var value) && Math.Abs(value) <= LargestCoordinate) return value;
        throw Fault(LabelFault.Coordinate, text);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0 && isAtEnd) length = end - start;
            else if (length < 0)
            {
                Fill();
                continue;
            }

            line = buffer.AsSpan(start, length);
            if (length == 0 && start == end && isAtEnd) return false;
            start = Math.Min(start + length + 1, end);
            Line++;
            if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
            return true;
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
        var read = file.Read(buffer.AsSpan(end));
        end += read;
        isAtEnd = read == 0;
    }

    private LabelFileException Fault(LabelFault fault, ReadOnlySpan<byte> value) =>
        new(Line, fault, Encoding.UTF8.GetString(value[..Math.Min(value.Length, 100)]));
}
