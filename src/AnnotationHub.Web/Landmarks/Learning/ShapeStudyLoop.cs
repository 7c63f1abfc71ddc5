using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>Runs the study for as long as the program runs.</summary>
internal sealed partial class ShapeStudyLoop(ShapeStudy study, TimeProvider time, IOptions<ShapeStudyOptions> options, ILogger<ShapeStudyLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.StudyInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await study.RunAsync(time.GetUtcNow(), stoppingToken) is > 0 and var learned) Learned(learned);
            }
#pragma warning disable CA1031 // A database that is away for a minute must not end the study for good.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                StudyFailed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Projects} projects have learned how their faces differ.")]
    private partial void Learned(int projects);

    [LoggerMessage(LogLevel.Error, "Projects could not learn how their faces differ; the next round tries again.")]
    private partial void StudyFailed(Exception failure);
}
