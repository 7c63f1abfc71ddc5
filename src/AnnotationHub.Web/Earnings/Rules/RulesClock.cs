using AnnotationHub.Web.Hosting;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Rules;

/// <summary>Looks every hour after days to top up and bonuses that are due. Nodes that do so at once pay nothing twice.</summary>
public sealed partial class RulesClock(TopUpDesk topUps, BonusDesk bonuses, IOptions<EarningsOptions> options, TimeProvider time, ILogger<RulesClock> logger) : Rounds(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override bool BeginsAtOnce => true;

    /// <summary>What is late is still paid.</summary>
    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var toppedUp = options.Value.TopUp ? await topUps.RunAsync(now, cancellation) : 0;
        var paid = await bonuses.RunAsync(now, cancellation);
        if (toppedUp + paid > 0) LogPaid(Log, toppedUp, paid);
    }

    [LoggerMessage(LogLevel.Information, "Topped up {Days} days and paid {Bonuses} bonuses")]
    private static partial void LogPaid(ILogger logger, int days, int bonuses);
}
