namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Work that comes round by itself for as long as the program runs. A round that fails is written to the log and made good by the next: a database that
/// is away for a minute, or one bad row, ends neither the work nor the program.
/// </summary>
/// <param name="interval">Between two rounds.</param>
/// <param name="time">By which it waits.</param>
/// <param name="log">Of whose work it is.</param>
public abstract partial class Rounds(TimeSpan interval, TimeProvider time, ILogger log) : BackgroundService
{
    protected ILogger Log { get; } = log;

    /// <summary>Whether the first round comes with the start, and not an interval later.</summary>
    protected virtual bool BeginsAtOnce => false;

    /// <summary>Nodes may make their rounds at the same time.</summary>
    protected abstract Task RoundAsync(DateTimeOffset now, CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        if (BeginsAtOnce) await TryAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await RoundAsync(time.GetUtcNow(), stopping);
        }
#pragma warning disable CA1031 // Whatever it was, the next round tries again.
        catch (Exception failure) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            RoundFailed(Log, failure, GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of {Work} failed; the next one tries again.")]
    private static partial void RoundFailed(ILogger log, Exception failure, string work);
}
