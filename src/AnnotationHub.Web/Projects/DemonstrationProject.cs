using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Images.Intake;

namespace AnnotationHub.Web.Projects;

/// <summary>
/// Fills an empty database with the demonstration project, once the site is up. The project is a draft until all of its photographs are
/// in, so that a start that was cut off is taken up where it ended: what is in is recognised, what is missing is added.
/// </summary>
public sealed class DemonstrationProject(
    Database database, PhotographIntake intake, ProjectStore projects, IConfiguration configuration, IHostEnvironment environment,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DemonstrationProject> log) : BackgroundService
{
    private const string OwnerName = "client1";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Demo:Load", environment.IsDevelopment())) return;
        try
        {
            await StartedAsync(stoppingToken);
            await LoadAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Taken up at the next start.
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            log.LogError(failure, "The demonstration project could not be loaded; the site works without it.");
        }
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    private async Task LoadAsync(CancellationToken stopping)
    {
        if (DemonstrationFolder.Find(environment.ContentRootPath, AppContext.BaseDirectory) is not { } samples)
        {
            log.LogInformation("There is no folder of sample photographs to make a demonstration project of.");
            return;
        }

        if (await BeginAsync(samples.Project) is not { } id) return;
        var target = new IntakeProject(id, ShippedSchemes.Find(samples.Project.SchemeKey)!, samples.Project.RedundancyMinimum);
        var gold = await TakeAsync(target, LandmarkUse.Gold, samples.GoldPhotographs, samples.LandmarkFile, stopping);
        var rest = await TakeAsync(target, LandmarkUse.Boxes, samples.Photographs, samples.LandmarkFile, stopping);
        await projects.MoveAsync(id, ProjectState.Open, cancellation: stopping);
        log.LogInformation("The demonstration project is open: {Faces} faces, {Gold} of them known.", gold + rest, gold);
    }

    private const string UnfinishedSql = "SELECT id FROM project WHERE is_demonstration = 1 AND state = 'draft'";
    private const string AnySql = "SELECT COUNT(*) FROM project";
    private const string OwnerSql = "SELECT id FROM app_user WHERE user_name = @userName";

    /// <summary>The project to fill; null where the database is somebody's already.</summary>
    private Task<Guid?> BeginAsync(NewProject project) => database.WriteAsync<Guid?>(async session =>
    {
        if (await session.FirstOrDefaultAsync<IdRow>(UnfinishedSql) is { } unfinished) return unfinished.Id;
        if (await session.ScalarAsync<long>(AnySql) > 0) return null;
        if (await session.FirstOrDefaultAsync<IdRow>(OwnerSql, new { userName = OwnerName }) is not { } owner) return null;
        return await ProjectStore.CreateAsync(session, project, owner.Id, ProjectState.Draft, isDemonstration: true, clock.GetUtcNow());
    });

    private async Task<int> TakeAsync(
        IntakeProject target, LandmarkUse use, IReadOnlyList<string> photographs, string landmarkFile, CancellationToken stopping)
    {
        var files = photographs.Append(landmarkFile).Select(path => (Path.GetFileName(path), path));
        var report = await ImportSubcommand.TakeAsync(intake, target, use, files, stopping);
        foreach (var file in report.Files.Where(f => f.Status == FileStatus.Rejected))
            log.LogWarning("The sample {Name} was not taken: {Reason}.", file.Name, file.Reason?.Key);
        return report.Faces;
    }

    private sealed class IdRow
    {
        public Guid Id { get; init; }
    }
}
