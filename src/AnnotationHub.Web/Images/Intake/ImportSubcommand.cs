using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Projects;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>
/// <c>import PROJECT PATH</c>: takes a folder, an archive or a single file on this machine into a project, by the same door as an
/// upload. Run again it adds only what is missing.
/// </summary>
public static class ImportSubcommand
{
    public const string Usage = "PROJECT PATH [boxes|gold|prelabel]";

    /// <summary>Differences where something was rejected, refused where the words make no sense or name what is not there.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
        await app.PrepareStorageAsync();
        if (words is not [var named, var path, .. { Length: <= 1 } more] || !LandmarkUses.TryParse(more.FirstOrDefault(), out var use))
            return Refuse(texts["Usage", $"import {Usage}"]);
        var project = Guid.TryParse(named, out var id) ? await app.Services.GetRequiredService<ProjectStore>().FindAsync(id, cancellation) : null;
        if (project is null) return Refuse(texts["Import.NoProject", named]);
        if (project.StateNow == ProjectState.Closed) return Refuse(app.Services.GetRequiredService<IStringLocalizer<ImagesTexts>>()["File.ProjectClosed"]);
        if (!File.Exists(path) && !Directory.Exists(path)) return Refuse(texts["Import.NothingThere", path]);
        var target = new IntakeProject(project.Id, ShippedSchemes.Find(project.SchemeKey)!, project.RedundancyMinimum);
        var report = await TakeAsync(app.Services.GetRequiredService<PhotographIntake>(), target, use, FilesOf(path), cancellation);
        PrintReasons(report, app.Services.GetRequiredService<IStringLocalizer<ImagesTexts>>());
        var (accepted, duplicates, rejected) = (report.Count(FileStatus.Accepted), report.Count(FileStatus.Duplicate), report.Count(FileStatus.Rejected));
        Console.WriteLine(texts["Import.Done", accepted, report.Faces, duplicates, rejected]);
        return rejected == 0 ? ExitStatus.Done : ExitStatus.Differences;
    }

    /// <param name="files">Names as landmark files know them, and where they are.</param>
    internal static async Task<UploadReport> TakeAsync(
        PhotographIntake intake, IntakeProject project, LandmarkUse use, IEnumerable<(string Name, string Path)> files, CancellationToken cancellation)
    {
        await using var session = intake.Open(project, use, cancellation);
        foreach (var (name, path) in files)
        {
            await using var content = File.OpenRead(path);
            await session.AddAsync(name, content);
        }

        return await session.CompleteAsync();
    }

    private static IEnumerable<(string Name, string Path)> FilesOf(string path)
    {
        if (File.Exists(path)) return [(Path.GetFileName(path), path)];
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(path, file).Replace('\\', '/'), file))
            .Where(f => !ClientFileName.IsLitter(f.Name))
            .OrderBy(f => f.Name, StringComparer.Ordinal);
    }

    private static void PrintReasons(UploadReport report, IStringLocalizer<ImagesTexts> texts)
    {
        foreach (var file in report.Files.Where(f => f.Reason is not null))
            Console.WriteLine($"{file.Status}\t{file.Name}\t{texts[file.Reason!.Key, file.Reason.Arguments]}");
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }
}
