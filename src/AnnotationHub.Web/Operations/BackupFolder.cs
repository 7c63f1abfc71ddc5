using System.Text.Json;
using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Operations;

/// <summary>What a backup says of itself. It is written last: a folder without it is no backup.</summary>
/// <param name="CreatedAt">The database is as it was at this instant, or later by as long as its copy took.</param>
/// <param name="DatabaseSha256">Of <c>database.db</c>, in small hex.</param>
/// <param name="DatabaseBytes">Size of <c>database.db</c>.</param>
/// <param name="Pictures">How many files lie under <c>pictures/</c>; each is named by its own SHA-256.</param>
/// <param name="PictureBytes">Their size together.</param>
public sealed record BackupManifest(DateTimeOffset CreatedAt, string DatabaseSha256, long DatabaseBytes, int Pictures, long PictureBytes);

/// <summary>How a backup lies in its folder.</summary>
internal sealed record BackupFolder(string Path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Database => System.IO.Path.Combine(Path, "database.db");

    public string Pictures => System.IO.Path.Combine(Path, "pictures");

    /// <summary>Where a picture lies, fanned out as in the image folder.</summary>
    public string PicturePath(string address) => System.IO.Path.Combine(Pictures, address[..2], address[2..4], address);

    private string ManifestPath => System.IO.Path.Combine(Path, "backup.json");

    public async Task WriteManifestAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        await using var file = File.Create(ManifestPath);
        await JsonSerializer.SerializeAsync(file, manifest, Json, cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Null where there is none, or one that cannot be read.</summary>
    public async Task<BackupManifest?> ReadManifestAsync(CancellationToken cancellation)
    {
        if (!File.Exists(ManifestPath)) return null;
        await using var file = File.OpenRead(ManifestPath);
        try
        {
            return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The pictures below a folder; half-written files and what does not belong there are left out.</summary>
    public static IEnumerable<FileInfo> PicturesIn(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => ImageAddress.IsValid(f.Name))
        : [];
}
