using System.Text.Json;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Datasets;

/// <summary>Answer to a request for a release.</summary>
public sealed record ReleaseStarted(int Number);

/// <param name="Faces">Accepted when the release was asked for.</param>
/// <param name="Photographs">On which those faces are.</param>
public sealed record ReleaseCounts(int Faces, int Photographs);

/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ReleaseFile(string Name, string Format, string MediaType, long Size, string Sha256);

/// <summary>A release on the wire.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="Quality">The quality report; null until the release is ready, and in lists.</param>
/// <param name="Files">None until the release is ready, and in lists.</param>
/// <param name="RequestedAt">What was accepted at this instant is in it.</param>
/// <param name="Failure">What the last attempt died of, for whoever runs the site; null where none failed.</param>
public sealed record ReleaseResponse(
    int Number,
    ReleaseState State,
    double Progress,
    ReleaseCounts Counts,
    JsonElement? Quality,
    IReadOnlyList<ReleaseFile> Files,
    DateTimeOffset RequestedAt,
    DateTimeOffset? FinishedAt,
    string? Failure)
{
    internal static ReleaseResponse Of(ReleaseRow row, IReadOnlyList<ReleaseFileRow> files) => new(
        row.Number,
        EnumText.Parse<ReleaseState>(row.State),
        row.Progress,
        new ReleaseCounts(row.Faces, row.Photographs),
        row.QualityJson is { } json ? JsonElement.Parse(json) : null,
        [.. files.Select(f => new ReleaseFile(f.FileName, f.Format, f.MediaType, f.SizeBytes, f.Sha256))],
        row.RequestedAt,
        row.FinishedAt,
        row.Failure);
}

/// <summary>A page of releases, the newest first.</summary>
/// <param name="Next">What to send as <c>after</c> for the next page; null at the end.</param>
public sealed record ReleasePage(IReadOnlyList<ReleaseResponse> Items, string? Next);
