using System.Text.Json;
using System.Text.Json.Serialization;

namespace AnnotationHub.Domain.Datasets;

/// <summary>Instants in the files of a release: RFC 3339 in UTC with <c>Z</c>; any offset is read.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
