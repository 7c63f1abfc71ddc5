using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Labeling;

/// <summary>Runs the sweep for as long as the program runs, and tells whoever is concerned.</summary>
internal sealed partial class LeaseSweepLoop(
    LeaseSweep sweep, LabelingNews news, TimeProvider time, IOptions<HandOutOptions> options, ILogger<LeaseSweepLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var lease in await sweep.RunAsync(time.GetUtcNow(), stoppingToken)) await news.AssignmentChangedAsync(lease.AnnotatorId, lease.AssignmentId, AssignmentStatus.Expired, null);
            }
#pragma warning disable CA1031 // A database that is away for a minute must not end the sweep for good.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                SweepFailed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Leases that ran out were not taken back; the next round tries again.")]
    private partial void SweepFailed(Exception failure);
}
