using AnnotationHub.Storage;
using AnnotationHub.Web.Images;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Operations;

/// <summary>
/// <c>backup FOLDER</c>: the embedded database and the pictures, while the site serves. The database is copied first: a picture that
/// arrives later is only more than needed, and none that the copy names is missing.
/// </summary>
internal static class BackupSubcommand
{
    public const string Usage = "FOLDER";

    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
        if (words is not [var path]) return Refuse(texts["Usage", $"backup {Usage}"]);
        if (app.Services.GetRequiredService<Database>().Dialect is not SqliteDialect dialect) return Refuse(texts["Backup.SqlServer"]);
        if (!File.Exists(dialect.DataSource)) return Refuse(texts["Backup.NoDatabase", dialect.DataSource]);
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())) return Refuse(texts["Backup.NotEmpty", path]);

        var folder = new BackupFolder(Directory.CreateDirectory(path).FullName);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        SqliteSnapshot.Take(dialect, folder.Database);
        var (count, bytes, damaged) = await CopyPicturesAsync(PictureFolder(app), folder.Pictures, cancellation);
        var manifest = new BackupManifest(now, await DurableCopy.HashAsync(folder.Database, cancellation), new FileInfo(folder.Database).Length, count, bytes);
        await folder.WriteManifestAsync(manifest, cancellation);

        Console.WriteLine(texts["Backup.Done", folder.Path, manifest.DatabaseBytes, count, bytes]);
        foreach (var name in damaged) await Console.Error.WriteLineAsync(texts["Backup.Damaged", name]);
        return damaged.Count == 0 ? ExitStatus.Done : ExitStatus.Differences;
    }

    internal static string PictureFolder(WebApplication app) =>
        Path.Combine(app.Environment.ContentRootPath, app.Services.GetRequiredService<ImagesOptions>().Folder, "pictures");

    /// <summary>Pictures that are there already are the same: their name is their hash.</summary>
    internal static async Task<(int Count, long Bytes, IReadOnlyList<string> Damaged)> CopyPicturesAsync(string from, string to, CancellationToken cancellation)
    {
        var (count, bytes, damaged) = (0, 0L, new List<string>());
        foreach (var file in BackupFolder.PicturesIn(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file.FullName));
            if (!File.Exists(target) && await DurableCopy.CopyAsync(file.FullName, target, cancellation) != file.Name) damaged.Add(file.Name);
            count++;
            bytes += file.Length;
        }

        return (count, bytes, damaged);
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }
}
