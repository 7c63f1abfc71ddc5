using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Supervision;

/// <summary>Sends the floor to whoever watches it on this node, every few seconds, and reads nothing while nobody does.</summary>
public sealed class FloorWatch(
    IHubContext<SupervisionHub, ISupervisionClient> hub, FloorStore store, TimeProvider time, ILogger<FloorWatch> logger) : Rounds(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private int watching;

    public void Arrived() => Interlocked.Increment(ref watching);

    public void Left() => Interlocked.Decrement(ref watching);

    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Volatile.Read(ref watching) == 0) return;
        await hub.Clients.Group(SupervisionHub.FloorGroup).FloorChanged(await store.FindAsync(now, cancellation));
    }
}
