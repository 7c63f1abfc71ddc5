using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Hosting;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>Runs the re-estimation in the small hours. Any number of nodes may look: a scheme is one node's at a time.</summary>
public sealed partial class ReestimationLoop(
    Reestimation reestimation, TimeProvider time, IOptions<ReestimationOptions> options, ILogger<ReestimationLoop> logger) : Rounds(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Until the next turn the records grow by submissions alone.</summary>
    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (IsNight(now) && await reestimation.RunDueAsync(cancellation) is > 0 and var done) LogDone(Log, done);
    }

    private bool IsNight(DateTimeOffset now)
    {
        var hour = (now - BusinessDay.At(now).Start).TotalHours;
        var since = (hour - options.Value.FromHour + 24) % 24;
        return since < options.Value.WithinHours;
    }

    [LoggerMessage(LogLevel.Information, "Estimated the annotators of {Count} schemes anew")]
    private static partial void LogDone(ILogger logger, int count);
}
