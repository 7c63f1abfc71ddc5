using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>RFC 3339 in UTC with <c>Z</c>, milliseconds.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
}

internal sealed class VisibilityConverter : JsonConverter<Visibility>
{
    public override Visibility Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        VisibilityWire.Parse(reader.GetString()) ?? throw new JsonException("Not a visibility.");

    public override void Write(Utf8JsonWriter writer, Visibility value, JsonSerializerOptions options) =>
        writer.WriteStringValue(VisibilityWire.Name(value));
}

/// <summary>How the hub writes and reads JSON.</summary>
public static class LabelingJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new UtcInstantConverter());
        options.Converters.Add(new VisibilityConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }
}
