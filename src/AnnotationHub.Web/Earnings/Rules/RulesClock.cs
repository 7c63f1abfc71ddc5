using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Rules;

/// <summary>Looks every hour after days to top up and bonuses that are due. Nodes that do so at once pay nothing twice.</summary>
public sealed partial class RulesClock(TopUpDesk topUps, BonusDesk bonuses, IOptions<EarningsOptions> options, TimeProvider time, ILogger<RulesClock> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var now = time.GetUtcNow();
                var toppedUp = options.Value.TopUp ? await topUps.RunAsync(now, stoppingToken) : 0;
                var paid = await bonuses.RunAsync(now, stoppingToken);
                if (toppedUp + paid > 0) LogPaid(logger, toppedUp, paid);
            }
            catch (Exception failure) when (failure is System.Data.Common.DbException or InvalidOperationException)
            {
                // The next turn tries again; what is late is still paid.
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Topped up {Days} days and paid {Bonuses} bonuses")]
    private static partial void LogPaid(ILogger logger, int days, int bonuses);

    [LoggerMessage(LogLevel.Error, "Could not look after wage rules")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
