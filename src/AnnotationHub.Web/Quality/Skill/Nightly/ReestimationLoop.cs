using AnnotationHub.Domain.Earnings;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>Runs the re-estimation in the small hours. Any number of nodes may look: a scheme is one node's at a time.</summary>
public sealed partial class ReestimationLoop(
    Reestimation reestimation, TimeProvider time, IOptions<ReestimationOptions> options, ILogger<ReestimationLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (IsNight(time.GetUtcNow()) && await reestimation.RunDueAsync(stoppingToken) is > 0 and var done) LogDone(logger, done);
            }
            catch (Exception failure) when (failure is System.Data.Common.DbException or InvalidOperationException or InvalidDataException)
            {
                // The next turn tries again; until then the records grow by submissions alone.
                LogFailed(logger, failure);
            }
        }
    }

    private bool IsNight(DateTimeOffset now)
    {
        var hour = (now - BusinessDay.At(now).Start).TotalHours;
        var since = (hour - options.Value.FromHour + 24) % 24;
        return since < options.Value.WithinHours;
    }

    [LoggerMessage(LogLevel.Information, "Estimated the annotators of {Count} schemes anew")]
    private static partial void LogDone(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Could not estimate the annotators anew")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
