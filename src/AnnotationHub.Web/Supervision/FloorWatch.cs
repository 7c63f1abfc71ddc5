using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Supervision;

/// <summary>Sends the floor to whoever watches it on this node, every few seconds, and reads nothing while nobody does.</summary>
public sealed partial class FloorWatch(
    IHubContext<SupervisionHub, ISupervisionClient> hub, FloorStore store, TimeProvider time, ILogger<FloorWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private int watching;

    public void Arrived() => Interlocked.Increment(ref watching);

    public void Left() => Interlocked.Decrement(ref watching);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Volatile.Read(ref watching) == 0) continue;
            try
            {
                var floor = await store.FindAsync(time.GetUtcNow(), stoppingToken);
                await hub.Clients.Group(SupervisionHub.FloorGroup).FloorChanged(floor);
            }
#pragma warning disable CA1031 // A floor not sent is sent five seconds later.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The floor could not be sent")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
