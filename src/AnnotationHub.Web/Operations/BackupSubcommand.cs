using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
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
        var (count, bytes, damaged) = await CopyPicturesAsync(app.Services.GetRequiredService<IImageStore>(), folder, cancellation);
        var manifest = new BackupManifest(now, await DurableCopy.HashAsync(folder.Database, cancellation), new FileInfo(folder.Database).Length, count, bytes);
        await folder.WriteManifestAsync(manifest, cancellation);

        Console.WriteLine(texts["Backup.Done", folder.Path, manifest.DatabaseBytes, count, bytes]);
        foreach (var name in damaged) await Console.Error.WriteLineAsync(texts["Backup.Damaged", name]);
        return damaged.Count == 0 ? ExitStatus.Done : ExitStatus.Differences;
    }

    private static async Task<(int Count, long Bytes, IReadOnlyList<string> Damaged)> CopyPicturesAsync(IImageStore store, BackupFolder folder, CancellationToken cancellation)
    {
        var (count, bytes, damaged) = (0, 0L, new List<string>());
        await foreach (var address in store.AddressesAsync(cancellation))
        {
            await using var picture = await store.OpenAsync(address, cancellation);
            if (picture is null) continue;
            if (await DurableCopy.CopyAsync(picture, folder.PicturePath(address), cancellation) != address) damaged.Add(address);
            count++;
            bytes += picture.Length;
        }

        return (count, bytes, damaged);
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }
}
