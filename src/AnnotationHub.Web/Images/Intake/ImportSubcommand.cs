using AnnotationHub.Domain.Landmarks;
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

    /// <summary>Answers 0 where everything is in, 1 where something was rejected, 2 where the words make no sense.</summary>
    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var use = LandmarkUse.Boxes;
        if (words.Length < 2 || !Guid.TryParse(words[0], out var id) || (words.Length > 2 && !Enum.TryParse(words[2], ignoreCase: true, out use)))
        {
            await Console.Error.WriteLineAsync($"import {Usage}");
            return 2;
        }

        var project = await app.Services.GetRequiredService<ProjectStore>().FindAsync(id, cancellation);
        if (project is null || !(File.Exists(words[1]) || Directory.Exists(words[1])))
        {
            await Console.Error.WriteLineAsync(project is null ? $"There is no project {id}." : $"There is nothing at {words[1]}.");
            return 2;
        }

        var target = new IntakeProject(project.Id, ShippedSchemes.Find(project.SchemeKey)!, project.RedundancyMinimum);
        var report = await TakeAsync(app.Services.GetRequiredService<PhotographIntake>(), target, use, FilesOf(words[1]), cancellation);
        Print(report, app.Services.GetRequiredService<IStringLocalizer<ImagesTexts>>());
        return report.Count(FileStatus.Rejected) == 0 ? 0 : 1;
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

    private static void Print(UploadReport report, IStringLocalizer<ImagesTexts> texts)
    {
        foreach (var file in report.Files.Where(f => f.Reason is not null))
            Console.WriteLine($"{file.Status}\t{file.Name}\t{texts[file.Reason!.Key, file.Reason.Arguments]}");
        Console.WriteLine(
            $"{report.Count(FileStatus.Accepted)} accepted with {report.Faces} faces, {report.Count(FileStatus.Duplicate)} duplicates, {report.Count(FileStatus.Rejected)} rejected");
    }
}
