using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AnnotationHub.Web.Hosting;

/// <summary>How values look on the wire, the same for the HTTP API and the hubs.</summary>
public static class WireJson
{
    /// <summary>camelCase names and enums, instants in UTC with <c>Z</c>.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new UtcInstantConverter());
    }

    /// <summary>RFC 3339 in UTC to the microsecond, which is what the database keeps; any offset is read.</summary>
    private sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
