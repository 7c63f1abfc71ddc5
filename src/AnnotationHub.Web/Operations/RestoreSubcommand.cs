using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Operations;

/// <summary>
/// <c>restore FOLDER</c>: brings a backup back where no database is. Everything is checked before, and the database is put in its
/// place last, so that an interrupted restore is begun again and never served from.
/// </summary>
internal static class RestoreSubcommand
{
    public const string Usage = "FOLDER";

    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
        if (words is not [var path]) return Refuse(texts["Usage", $"restore {Usage}"]);
        if (app.Services.GetRequiredService<Database>().Dialect is not SqliteDialect dialect) return Refuse(texts["Backup.SqlServer"]);
        var folder = new BackupFolder(path);
        if (await folder.ReadManifestAsync(cancellation) is not { } manifest || !File.Exists(folder.Database)) return Refuse(texts["Restore.NoBackup", path]);
        if (File.Exists(dialect.DataSource)) return Refuse(texts["Restore.Occupied", dialect.DataSource]);
        if (await DamageAsync(folder, manifest, cancellation) is { } damage) return Differ(texts["Restore.Damaged", damage]);

        var count = 0;
        foreach (var picture in BackupFolder.PicturesIn(folder.Pictures))
        {
            if (!await TakeAsync(app.Services.GetRequiredService<IImageStore>(), picture, cancellation)) return Differ(texts["Restore.Damaged", picture.Name]);
            count++;
        }

        await DurableCopy.CopyAsync(folder.Database, Path.GetFullPath(dialect.DataSource), cancellation);
        Console.WriteLine(texts["Restore.Done", manifest.CreatedAt.ToString("u", System.Globalization.CultureInfo.InvariantCulture), count]);
        return ExitStatus.Done;
    }

    private static async Task<string?> DamageAsync(BackupFolder folder, BackupManifest manifest, CancellationToken cancellation)
    {
        if (await DurableCopy.HashAsync(folder.Database, cancellation) != manifest.DatabaseSha256) return Path.GetFileName(folder.Database);
        if (SqliteSnapshot.DamageOf(folder.Database) is { } found) return found;
        var pictures = BackupFolder.PicturesIn(folder.Pictures).ToList();
        if (pictures.Count != manifest.Pictures) return $"pictures: {pictures.Count} / {manifest.Pictures}";
        foreach (var picture in pictures)
            if (await DurableCopy.HashAsync(picture.FullName, cancellation) != picture.Name) return picture.Name;
        return null;
    }

    private static async Task<bool> TakeAsync(IImageStore store, FileInfo picture, CancellationToken cancellation)
    {
        await using var source = picture.OpenRead();
        await using var target = store.Create();
        await source.CopyToAsync(target, cancellation);
        return await target.CommitAsync() == picture.Name;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }

    private static int Differ(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Differences;
    }
}
