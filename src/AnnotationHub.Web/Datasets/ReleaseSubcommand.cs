using AnnotationHub.Web.Projects;

namespace AnnotationHub.Web.Datasets;

/// <summary>
/// <c>release PROJECT [FOLDER]</c>: makes a release of what is accepted now, builds it in this process and, with a folder, copies its files there.
/// </summary>
internal static class ReleaseSubcommand
{
    public const string Usage = "PROJECT [FOLDER]";

    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        // What follows an option is configuration, which the host has read.
        words = [.. words.TakeWhile(w => !w.StartsWith('-'))];
        if (words.Length is 0 or > 2 || !Guid.TryParse(words[0], out var projectId)) return Refuse($"release {Usage}: PROJECT is a project's id.");
        var services = app.Services;
        var (releases, builder) = (services.GetRequiredService<ReleaseStore>(), services.GetRequiredService<ReleaseBuilder>());
        if (await services.GetRequiredService<ProjectStore>().FindAsync(projectId, cancellation) is not { } project) return Refuse($"There is no project {projectId:D}.");

        var request = await releases.RequestAsync(projectId, project.OwnerId, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
        if (request.Refusal is { } refusal)
            return Refuse($"Up to {refusal.HighPercent} % of the faces may be defective, {refusal.TargetPercent} % are allowed: {refusal.MoreAudits} more audits would do if none of them finds a defect.");
        var number = request.Started;
        var outcome = await builder.ClaimAsync(projectId, number, cancellation) is { } claimed ? await builder.BuildAsync(claimed, cancellation) : BuildOutcome.LostLease;
        if (outcome == BuildOutcome.LostLease) Console.WriteLine($"Release {number} is being built by a serving process.");
        if (outcome is BuildOutcome.Failed or BuildOutcome.PutBack)
            return Refuse($"Release {number} was not built: {(await releases.FindAsync(projectId, number, cancellation))?.Failure}");

        foreach (var file in await releases.FilesAsync(projectId, number, cancellation))
        {
            Console.WriteLine($"{file.Sha256}  {file.FileName}  {file.SizeBytes} bytes");
            if (words.Length == 2) await CopyAsync(services, file, Directory.CreateDirectory(words[1]).FullName, cancellation);
        }

        Console.WriteLine($"Release {number} of {project.Name}.");
        return 0;
    }

    private static async Task CopyAsync(IServiceProvider services, ReleaseFileRow file, string folder, CancellationToken cancellation)
    {
        await using var from = await services.GetRequiredService<AnnotationHub.Storage.Images.IImageStore>().OpenAsync(file.Sha256, cancellation)
            ?? throw new InvalidDataException($"{file.FileName} ({file.Sha256}) is not in the store.");
        await using var to = File.Create(Path.Combine(folder, file.FileName));
        await from.CopyToAsync(to, cancellation);
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
