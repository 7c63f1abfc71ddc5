using System.Buffers;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>One row of a CSV file by RFC 4180, with a guard against texts that a spreadsheet would run.</summary>
internal sealed class CsvRow(Utf8Buffer text)
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@\t\r");
    private bool hasCell;

    public void Text(string value)
    {
        Separate();
        if (value.Length > 0 && BeginsFormula.Contains(value[0])) value = "'" + value;
        if (!value.AsSpan().ContainsAny(NeedsQuotes))
        {
            text.Add(value);
            return;
        }

        text.Add((byte)'"');
        text.Add(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Add((byte)'"');
    }

    public void Number(double value)
    {
        Separate();
        text.AddExact(value);
    }

    public void Empty() => Separate();

    public void End() => text.Add("\r\n"u8);

    private void Separate()
    {
        if (hasCell) text.Add((byte)',');
        hasCell = true;
    }
}
