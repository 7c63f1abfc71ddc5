using System.Text.Json;
using System.Text.Json.Serialization;

namespace AnnotationHub.Web.Labeling;

/// <summary>Reads an id that a caller sent; anything that is no id becomes the id that nothing has.</summary>
internal sealed class CallerIdConverter : JsonConverter<Guid>
{
    public override bool HandleNull => true;

    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.TryGetGuid(out var id) ? id : Guid.Empty;
        reader.Skip();
        return Guid.Empty;
    }

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>
/// Reads a whole number that a caller sent; anything else becomes <see cref="long.MaxValue"/>, which is no epoch that was given out and no
/// sequence that can be stored.
/// </summary>
internal sealed class CallerNumberConverter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetInt64(out var number) ? number : long.MaxValue;
        reader.Skip();
        return long.MaxValue;
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Reads words that a caller sent; anything else that is not null is taken as it is written.</summary>
internal sealed class CallerTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : JsonElement.ParseValue(ref reader).GetRawText();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Reads a list that a caller sent, null where it is none.</summary>
internal class CallerListConverter<T> : JsonConverter<T[]>
{
    public override T[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return ReadList(ref reader, options);
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);

    protected virtual T[]? ReadList(ref Utf8JsonReader reader, JsonSerializerOptions options) => JsonSerializer.Deserialize<T[]>(ref reader, options);

    private protected static List<TItem> Items<TItem>(ref Utf8JsonReader reader, Func<JsonElement, TItem> read) =>
        [.. JsonElement.ParseValue(ref reader).EnumerateArray().Select(read)];
}

/// <summary>Reads words or ids that a caller sent; what in the list is no string is the empty one, which names nothing.</summary>
internal sealed class CallerTextsConverter : CallerListConverter<string>
{
    protected override string[] ReadList(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        [.. Items(ref reader, e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")];
}

/// <summary>Reads distances that a caller sent; what in the list is no number is not known.</summary>
internal sealed class CallerDistancesConverter : CallerListConverter<double?>
{
    protected override double?[] ReadList(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        [.. Items(ref reader, e => e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out var distance) ? distance : (double?)null)];
}
