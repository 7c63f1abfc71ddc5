using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Datasets;

/// <summary>Tells the node's own builder that there is something to build, so that it need not wait for its next look.</summary>
internal sealed class ReleaseSignal
{
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => signals.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellation) => await signals.Reader.ReadAsync(cancellation);
}

/// <summary>Builds whatever release nobody builds, one at a time on each node.</summary>
internal sealed class ReleaseLoop(
    ReleaseBuilder builder, ReleaseSignal signal, TimeProvider clock, IOptions<DatasetsOptions> options, ILogger<ReleaseLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await BuildOneAsync(stoppingToken)) continue;
            await WaitAsync(stoppingToken);
        }
    }

    private async Task<bool> BuildOneAsync(CancellationToken stopping)
    {
        try
        {
            if (await builder.ClaimAsync(stopping) is not { } release) return false;
            var outcome = await builder.BuildAsync(release, stopping);
            log.LogInformation("Release {Number} of project {ProjectId}: {Outcome}.", release.Number, release.ProjectId, outcome);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            // The database is away: the loop outlives that.
            log.LogError(failure, "Looking for releases to build failed.");
            return false;
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            var poll = Task.Delay(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, look.Token);
            await await Task.WhenAny(poll, signal.WaitAsync(look.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await look.CancelAsync();
        }
    }
}
