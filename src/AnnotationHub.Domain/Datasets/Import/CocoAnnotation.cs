using System.Globalization;
using System.Text;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>Reads one entry of <c>annotations</c>; the first thing wrong with it is reported and drops it.</summary>
internal sealed class CocoAnnotation(LandmarkFileBuilder builder, int line, string element)
{
    private const double HalfPixel = 0.5;

    private bool isGood = true;

    /// <summary>An id as it is written; null where it is neither a number nor a string.</summary>
    public static string? Id(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number) return Encoding.UTF8.GetString(reader.ValueSpan);
        reader.Skip();
        return null;
    }

    /// <summary>Null for a crowd and for what was reported. The reader ends on the entry's closing brace in any case.</summary>
    public CocoFace? Read(ref Utf8JsonReader reader)
    {
        string? imageId = null, categoryId = null;
        List<double> box = [], keypoints = [];
        var isCrowd = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "image_id") imageId = Id(ref reader);
            else if (name == "category_id") categoryId = Id(ref reader);
            else if (name == "iscrowd" && reader.TokenType == JsonTokenType.Number) isCrowd = reader.ValueSpan.SequenceEqual("1"u8);
            else if (name == "bbox") ReadNumbers(ref reader, "bbox", box);
            else if (name == "keypoints") ReadNumbers(ref reader, "keypoints", keypoints);
            else reader.Skip();
        }

        if (isCrowd) return null;
        if (imageId is null) Report(LandmarkFileProblemCode.MissingValue, "image_id", null);
        if (box.Count is not (0 or 4)) Report(LandmarkFileProblemCode.MissingValue, "bbox", LandmarkFileBuilder.Number(box.Count), "4");
        var landmarks = Landmarks(keypoints);
        return isGood ? new CocoFace(imageId!, categoryId ?? "", box.Count == 4 ? new FaceBox(box[0], box[1], box[2], box[3]) : null, landmarks, line, element) : null;
    }

    private List<PlacedLandmark> Landmarks(List<double> numbers)
    {
        if (numbers.Count % 3 != 0) Report(LandmarkFileProblemCode.MissingValue, "keypoints", LandmarkFileBuilder.Number(numbers.Count), "3 × n");
        var landmarks = new List<PlacedLandmark>(numbers.Count / 3);
        for (var i = 0; isGood && i < numbers.Count; i += 3)
        {
            var visibility = numbers[i + 2] switch { 2 => Visibility.Visible, 1 => Visibility.Occluded, 0 => Visibility.Outside, _ => (Visibility?)null };
            if (visibility is null) Report(LandmarkFileProblemCode.UnknownVisibility, $"keypoints[{i + 2}]", LandmarkFileBuilder.Number(numbers[i + 2]), "0 | 1 | 2");
            else if (visibility == Visibility.Outside) landmarks.Add(new PlacedLandmark(default, Visibility.Outside));
            else landmarks.Add(PlacedLandmark.At(numbers[i] + HalfPixel, numbers[i + 1] + HalfPixel, visibility.Value));
        }

        return landmarks;
    }

    private void ReadNumbers(ref Utf8JsonReader reader, string name, List<double> numbers)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // null stands for an absent list in some writers.
            if (reader.TokenType != JsonTokenType.Null) Report(LandmarkFileProblemCode.NotANumber, name, reader.TokenType.ToString());
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                Report(reader.TokenType == JsonTokenType.Null ? LandmarkFileProblemCode.MissingValue : LandmarkFileProblemCode.NotANumber,
                    $"{name}[{numbers.Count}]", reader.TokenType == JsonTokenType.String ? reader.GetString() : reader.TokenType.ToString());
                reader.Skip();
                numbers.Add(0);
                continue;
            }

            if (numbers.Count >= 3 * builder.Limits.MaxLandmarksPerFace) continue;
            var value = reader.GetDouble();
            if (!double.IsFinite(value)) Report(LandmarkFileProblemCode.NotFinite, $"{name}[{numbers.Count.ToString(CultureInfo.InvariantCulture)}]", Encoding.UTF8.GetString(reader.ValueSpan));
            numbers.Add(value);
        }
    }

    private void Report(LandmarkFileProblemCode code, string field, string? found, string? expected = null)
    {
        if (isGood) builder.Report(new(code, ProblemEffect.FaceDropped, line, $"{element}.{field}", null, found, expected));
        isGood = false;
    }
}
