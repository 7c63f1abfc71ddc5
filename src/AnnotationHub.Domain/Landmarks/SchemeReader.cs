using System.Collections.Immutable;
using System.Text.Json;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>Reads a landmark scheme from its data file and refuses one whose parts do not fit together.</summary>
public static class SchemeReader
{
    /// <summary>
    /// The scheme of a UTF-8 JSON stream, or every rule it breaks. The stream is read to its end and not closed; the caller
    /// limits its length.
    /// </summary>
    public static SchemeReading Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SchemeFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SchemeFile>(stream, SchemeFile.Options);
        }
        catch (JsonException e)
        {
            return Unreadable(e);
        }

        if (file is null || file.Groups.Contains(null!) || file.Contours.Contains(null!) || file.Landmarks.Contains(null!))
            return Unreadable(new JsonException("null"));

        var faults = SchemeCheck.Of(file);
        return faults.IsEmpty ? new SchemeReading(Scheme(file), faults) : new SchemeReading(null, faults);
    }

    internal static FaceSide? Side(string name) => name switch
    {
        "right" => FaceSide.Right,
        "left" => FaceSide.Left,
        "middle" => FaceSide.Middle,
        _ => null,
    };

    private static SchemeReading Unreadable(JsonException e)
    {
        var where = e.Path is null ? "" : $" {e.Path}";
        var line = e.LineNumber is { } n ? $" ({n + 1})" : "";
        return new SchemeReading(null, [new SchemeFault(SchemeRule.Format, new LocalizedText(
            $"文件不是有效的标注方案{where}{line}：{e.Message}",
            $"The file is not a landmark scheme{where}{line}: {e.Message}"))]);
    }

    private static LandmarkScheme Scheme(SchemeFile file)
    {
        var groupOf = file.Groups.SelectMany(g => g.Landmarks.Select(l => (l, g.Key))).ToDictionary(p => p.l, p => p.Key);
        return new LandmarkScheme(
            file.Key,
            file.Version,
            Text(file.Name),
            [.. file.Landmarks.Select(l => new Landmark(
                l.Index, l.Name, Text(l.Label), Text(l.Hint), groupOf[l.Index], l.Mirror, Side(l.Side)!.Value,
                l.TolerancePercent, l.TangentTolerancePercent))],
            [.. file.Groups.Select(g => new LandmarkGroup(g.Key, Text(g.Name), [.. g.Landmarks], LandmarkKindWire.Parse(g.Kind)!.Value))],
            [.. file.Contours.Select(c => new Contour(c.Key, [.. c.Landmarks], c.Closed))],
            new NormalizationPair(file.Normalization.ImageLeft, file.Normalization.ImageRight),
            [.. file.Landmarks.Select(l => new ImagePoint(l.Mean[0], l.Mean[1]))]);
    }

    private static LocalizedText Text(SchemeFile.Text text) => new(text.Zh, text.En);
}
