using System.Text.Json;
using System.Text.Json.Serialization;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The JSON form of a scheme, as a client writes it: one landmark per entry, groups and contours by index.</summary>
internal sealed record SchemeFile(
    string Key,
    int Version,
    SchemeFile.Text Name,
    SchemeFile.Pair Normalization,
    IReadOnlyList<SchemeFile.Group> Groups,
    IReadOnlyList<SchemeFile.Line> Contours,
    IReadOnlyList<SchemeFile.Point> Landmarks)
{
    internal sealed record Text(string Zh, string En);

    internal sealed record Pair(int ImageLeft, int ImageRight);

    internal sealed record Group(string Key, string Kind, Text Name, IReadOnlyList<int> Landmarks);

    internal sealed record Line(string Key, IReadOnlyList<int> Landmarks, bool Closed);

    internal sealed record Point(
        int Index,
        string Name,
        Text Label,
        Text Hint,
        string Side,
        int Mirror,
        double TolerancePercent,
        double TangentTolerancePercent,
        IReadOnlyList<double> Mean);

    /// <summary>Strict: a misspelt member must not pass as a default.</summary>
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };
}
