using System.Text.Json;
using System.Text.Json.Serialization;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// One placement as a caller sent it, unchecked: NaN stands for a coordinate that is missing or no number, -1 for a landmark
/// that is no index, null for an unknown visibility. The check that follows names what is wrong.
/// </summary>
[JsonConverter(typeof(PlacementInputConverter))]
public readonly record struct PlacementInput(int Landmark, double X, double Y, Visibility? Visibility, int ElapsedMs);

/// <summary>
/// Reads placements without allocating, and never throws over a value: a batch with a bad placement is refused by the check,
/// in the caller's language, and not as a failure to read the message.
/// </summary>
internal sealed class PlacementInputConverter : JsonConverter<PlacementInput>
{
    public override PlacementInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (landmark, x, y, elapsedMs) = (-1, double.NaN, double.NaN, 0);
        Visibility? visibility = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new PlacementInput(landmark, x, y, visibility, elapsedMs);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "landmark"u8)) landmark = Whole(ref reader, otherwise: -1);
            else if (Is(ref reader, "x"u8)) x = Number(ref reader);
            else if (Is(ref reader, "y"u8)) y = Number(ref reader);
            else if (Is(ref reader, "visibility"u8)) visibility = Name(ref reader);
            else if (Is(ref reader, "elapsedMs"u8)) elapsedMs = Math.Max(0, Whole(ref reader, otherwise: 0));
            else reader.Skip();
        }

        return new PlacementInput(landmark, x, y, visibility, elapsedMs);
    }

    public override void Write(Utf8JsonWriter writer, PlacementInput value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("landmark"u8, value.Landmark);
        WriteNumber(writer, "x"u8, value.X);
        WriteNumber(writer, "y"u8, value.Y);
        writer.WriteString("visibility"u8, value.Visibility is { } visibility ? VisibilityWire.Name(visibility) : null);
        writer.WriteNumber("elapsedMs"u8, value.ElapsedMs);
        writer.WriteEndObject();
    }

    // Moves on to the value where the name is the one.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    private static int Whole(ref Utf8JsonReader reader, int otherwise)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt32(out var whole) ? whole : reader.TryGetDouble(out var real) && real == (int)real ? (int)real : otherwise;
        reader.Skip();
        return otherwise;
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDouble(out var number) ? number : double.NaN;
        reader.Skip();
        return double.NaN;
    }

    private static Visibility? Name(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) reader.Skip();
        else if (reader.ValueTextEquals("visible"u8)) return Domain.Landmarks.Visibility.Visible;
        else if (reader.ValueTextEquals("selfOccluded"u8)) return Domain.Landmarks.Visibility.SelfOccluded;
        else if (reader.ValueTextEquals("occluded"u8)) return Domain.Landmarks.Visibility.Occluded;
        else if (reader.ValueTextEquals("outside"u8)) return Domain.Landmarks.Visibility.Outside;
        return null;
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteNull(name);
    }
}
