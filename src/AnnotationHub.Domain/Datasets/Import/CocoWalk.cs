using System.Text;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

internal sealed record CocoImage(string FileName, int? WidthPx, int? HeightPx);

internal sealed record CocoFace(string ImageId, string CategoryId, FaceBox? Box, List<PlacedLandmark> Keypoints, int Line, string Element);

/// <summary>
/// One pass over a COCO document by tokens: a tree of it would take several times its size. Ids are compared as they are written, be they
/// numbers or strings.
/// </summary>
internal sealed class CocoWalk(ReadOnlyMemory<byte> json, LandmarkFileBuilder builder)
{
    private long countedTo;
    private int line = 1;

    public Dictionary<string, CocoImage> Images { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<string>> Categories { get; } = new(StringComparer.Ordinal);

    public List<CocoFace> Faces { get; } = [];

    /// <summary>The document was read to its end.</summary>
    public bool IsWhole { get; private set; }

    public void Run()
    {
        // A byte order mark is not JSON, and Windows programs write it.
        var start = json.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        countedTo = start;
        var reader = new Utf8JsonReader(json.Span[start..], new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            IsWhole = ReadRoot(ref reader, start);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            ReportBroken(start + reader.BytesConsumed);
        }
    }

    private bool ReadRoot(ref Utf8JsonReader reader, int start)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            builder.Report(new(LandmarkFileProblemCode.NotThisFormat, ProblemEffect.FileCutShort, 1, "json", Expected: "{"));
            return false;
        }

        var hasAny = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var isList = reader.TokenType == JsonTokenType.StartArray && name is "images" or "categories" or "annotations";
            hasAny |= isList;
            if (!isList) reader.Skip();
            else if (!ReadList(ref reader, name, start)) return false;
        }

        if (!hasAny) builder.Report(new(LandmarkFileProblemCode.NotThisFormat, ProblemEffect.FileCutShort, 1, "json", Expected: "annotations"));
        return hasAny;
    }

    private bool ReadList(ref Utf8JsonReader reader, string name, int start)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var at = LineAt(start + reader.TokenStartIndex);
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                builder.Report(new(LandmarkFileProblemCode.MissingValue, ProblemEffect.FaceDropped, at, $"{name}[{i}]", Expected: "{"));
                continue;
            }

            if (name == "annotations")
            {
                if (!builder.HasRoom(at, $"{name}[{i}]")) return false;
                if (new CocoAnnotation(builder, at, $"{name}[{i}]").Read(ref reader) is { } face) Faces.Add(face);
            }
            else if (name == "images") ReadImage(ref reader, at, i);
            else ReadCategory(ref reader);
        }

        return true;
    }

    private void ReadImage(ref Utf8JsonReader reader, int at, int index)
    {
        string? id = null, fileName = null;
        int? width = null, height = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "id") id = CocoAnnotation.Id(ref reader);
            else if (name == "file_name" && reader.TokenType == JsonTokenType.String) fileName = reader.GetString();
            else if (name == "width" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var w) && w > 0) width = w;
            else if (name == "height" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var h) && h > 0) height = h;
            else reader.Skip();
        }

        if (id is not null && !string.IsNullOrWhiteSpace(fileName)) Images[id] = new CocoImage(fileName, width, height);
        else builder.Report(new(LandmarkFileProblemCode.MissingValue, ProblemEffect.FaceDropped, at, $"images[{index}].{(id is null ? "id" : "file_name")}"));
    }

    private void ReadCategory(ref Utf8JsonReader reader)
    {
        string? id = null;
        var keypoints = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "id") id = CocoAnnotation.Id(ref reader);
            else if (name == "keypoints" && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.String) keypoints.Add(reader.GetString()!);
                    else reader.Skip();
                }
            }
            else reader.Skip();
        }

        if (id is not null) Categories[id] = keypoints;
    }

    // Python writes NaN and Infinity as bare words, which no JSON parser takes: said for what it is.
    private void ReportBroken(long at)
    {
        var rest = json.Span[(int)Math.Min(at, json.Length)..];
        var word = rest.TrimStart(" \t\r\n,:[-"u8);
        var isNotFinite = word.StartsWith("NaN"u8) || word.StartsWith("Infinity"u8);
        builder.Report(new(
            isNotFinite ? LandmarkFileProblemCode.NotFinite : LandmarkFileProblemCode.Malformed,
            ProblemEffect.FileCutShort,
            LineAt(at + rest.Length - word.Length),
            "json",
            Found: Encoding.UTF8.GetString(word[..Math.Min(20, word.Length)])));
    }

    /// <summary>Asked for rising positions only, so that each line break is counted once.</summary>
    private int LineAt(long position)
    {
        if (position <= countedTo) return line;
        line += json.Span[(int)countedTo..(int)position].Count((byte)'\n');
        countedTo = position;
        return line;
    }
}
