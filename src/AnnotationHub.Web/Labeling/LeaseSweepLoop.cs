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
                // After a long stop there may be thousands.
                for (var count = LeaseSweep.MaximumPerUnit; count >= LeaseSweep.MaximumPerUnit;) count = await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A database that is away for a minute must not end the sweep for good.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                SweepFailed(failure);
            }
        }
    }

    private async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var expired = await sweep.RunAsync(time.GetUtcNow(), cancellation);
        foreach (var lease in expired) await news.AssignmentChangedAsync(lease.AnnotatorId, lease.AssignmentId, AssignmentStatus.Expired, null);
        return expired.Count;
    }

    [LoggerMessage(LogLevel.Error, "Leases that ran out were not taken back; the next round tries again.")]
    private partial void SweepFailed(Exception failure);
}
