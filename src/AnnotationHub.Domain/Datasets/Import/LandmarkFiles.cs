using System.Text;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>The landmark files that may lie beside a client's photographs.</summary>
public enum LandmarkFileFormat
{
    DlibXml,
    CocoKeypoints,
    IbugPts,
    WflwList,
}

/// <summary>Tells the formats apart and reads them.</summary>
public static class LandmarkFiles
{
    /// <summary>How many bytes from a file's beginning <see cref="Recognize"/> looks at.</summary>
    public const int BytesToRecognize = 512;

    /// <summary>
    /// By the first bytes; the name decides only between texts that look alike. Null for what is no landmark file, a photograph for one.
    /// </summary>
    public static LandmarkFileFormat? Recognize(string fileName, ReadOnlySpan<byte> beginning)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var text = Beginning(beginning);
        if (text.StartsWith('<')) return LandmarkFileFormat.DlibXml;
        if (text.StartsWith('{')) return LandmarkFileFormat.CocoKeypoints;
        if (text.StartsWith("version", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".pts", StringComparison.OrdinalIgnoreCase))
            return LandmarkFileFormat.IbugPts;
        var isNumber = text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-');
        return isNumber && fileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? LandmarkFileFormat.WflwList : null;
    }

    /// <param name="content">Read synchronously to its end: a file or memory, no network.</param>
    public static LandmarkFile Read(LandmarkFileFormat format, string fileName, Stream content, LandmarkScheme scheme, LandmarkFileLimits? limits = null) => format switch
    {
        LandmarkFileFormat.DlibXml => DlibXmlReader.Read(content, scheme, limits),
        LandmarkFileFormat.CocoKeypoints => CocoKeypointsReader.Read(content, scheme, limits),
        LandmarkFileFormat.IbugPts => PtsReader.Read(content, fileName, scheme, PtsOrigin.One, limits),
        LandmarkFileFormat.WflwList => WflwListReader.Read(content, scheme, limits),
    };

    // UTF-16 XML begins with its own mark and is still XML.
    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var isUtf16 = bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble);
        var text = isUtf16 ? Encoding.ASCII.GetString(bytes).Replace("\0", "", StringComparison.Ordinal).TrimStart('?') : Encoding.UTF8.GetString(bytes);
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
    }
}
