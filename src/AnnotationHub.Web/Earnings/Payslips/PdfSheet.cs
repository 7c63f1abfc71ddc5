using System.Globalization;
using System.Text;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>
/// One A4 page of text and rules as PDF 1.4. Chinese is set in STSong-Light by the predefined map UniGB-UCS2-H (PDF Reference,
/// 5.6.5), Latin letters and digits in Helvetica (5.5.1): every reader that shows Chinese brings both, so the file is a few
/// kilobytes and holds no font of anybody's.
/// Lengths are points of 1/72 inch, the origin is the page's lower left corner. Same calls, same bytes.
/// </summary>
public sealed class PdfSheet
{
    public const double WidthPt = 595;
    public const double HeightPt = 842;

    // Helvetica's own widths, from the blank to the tilde, in 1/1000 of the size.
    private static readonly int[] LatinWidths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private readonly StringBuilder content = new();

    /// <summary>Characters of the basic plane alone; others are shown as a question mark.</summary>
    public PdfSheet Text(double x, double y, double sizePt, string text)
    {
        content.Append(CultureInfo.InvariantCulture, $"BT {x:0.##} {y:0.##} Td");
        var plain = Plain(text);
        for (var from = 0; from < plain.Length;)
        {
            var isLatin = IsLatin(plain[from]);
            var to = from + 1;
            while (to < plain.Length && IsLatin(plain[to]) == isLatin) to++;
            var bytes = (isLatin ? Encoding.ASCII : Encoding.BigEndianUnicode).GetBytes(plain[from..to]);
            content.Append(CultureInfo.InvariantCulture, $" /{(isLatin ? "F2" : "F1")} {sizePt:0.##} Tf <{Convert.ToHexString(bytes)}> Tj");
            from = to;
        }

        content.Append(" ET\n");
        return this;
    }

    /// <summary>Ends at <paramref name="right"/>.</summary>
    public PdfSheet TextRight(double right, double y, double sizePt, string text) => Text(right - WidthOf(text, sizePt), y, sizePt, text);

    public PdfSheet Rule(double x1, double x2, double y, double widthPt)
    {
        content.Append(CultureInfo.InvariantCulture, $"{widthPt:0.##} w {x1:0.##} {y:0.##} m {x2:0.##} {y:0.##} l S\n");
        return this;
    }

    /// <summary>In points. A Chinese character is as wide as it is high.</summary>
    public static double WidthOf(string text, double sizePt) => Plain(text).Sum(c => IsLatin(c) ? LatinWidths[c - ' '] : 1000) * sizePt / 1000;

    public byte[] ToArray(string title)
    {
        var stream = Encoding.ASCII.GetBytes(content.ToString());
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WidthPt} {HeightPt}] /Resources << /Font << /F1 4 0 R /F2 8 0 R >> >> /Contents 7 0 R >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 6 0 R /DW 1000 >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
            $"<< /Length {stream.Length} >>\nstream\n{Encoding.ASCII.GetString(stream)}endstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (AnnotationHub) >>",
        ];
        return File(objects);
    }

    private static byte[] File(string[] objects)
    {
        // The four high bytes tell mail programs that this is no text.
        var bytes = new List<byte>([.. Encoding.ASCII.GetBytes("%PDF-1.4\n%"), 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(bytes.Count);
            bytes.AddRange(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n{objects[i]}\nendobj\n"));
        }

        var start = bytes.Count;
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info {objects.Length} 0 R >>\nstartxref\n{start}\n%%EOF\n");
        bytes.AddRange(Encoding.ASCII.GetBytes(table.ToString()));
        return [.. bytes];
    }

    private static bool IsLatin(char c) => c is >= ' ' and <= '~';

    // The map takes single units only, and no control characters.
    private static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.IsBmp && !Rune.IsControl(r) ? r.ToString() : "?"));
}
