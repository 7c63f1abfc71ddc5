using System.Text.Encodings.Web;
using System.Text.Json;

namespace AnnotationHub.Domain.Datasets;

/// <summary>One file of a release.</summary>
/// <param name="Name">Unique within the release; no folders.</param>
/// <param name="Format">Such as <c>coco-keypoints</c>, <c>csv</c>, <c>quality-report</c>.</param>
/// <param name="Convention">What its coordinates mean; null for a file without coordinates.</param>
/// <param name="SizeBytes">Of the whole file.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ManifestFile(string Name, string Format, string? Convention, long SizeBytes, string Sha256);

/// <summary>What a release is and what its files must be: enough to check it years later without us.</summary>
/// <param name="Orientation">What was done to the photographs before their pixels were counted.</param>
/// <param name="ConsensusMethod">How one set of landmarks was made of several annotations.</param>
public sealed record ReleaseManifest(
    int Release,
    string ProjectId,
    string ProjectName,
    string SchemeKey,
    int SchemeVersion,
    int Faces,
    int Photographs,
    DateTimeOffset AcceptedUntil,
    DateTimeOffset CreatedAt,
    string Software,
    string ConsensusMethod,
    string Orientation,
    IReadOnlyList<ManifestFile> Files)
{
    public const string UprightOrientation = "upright: EXIF orientation applied before any coordinate was taken";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcInstantConverter() },
    };

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <exception cref="JsonException">Not a manifest.</exception>
    public static ReleaseManifest FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ReleaseManifest>(json, Options) ?? throw new JsonException("The manifest is null.");
}
