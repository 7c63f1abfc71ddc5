using AnnotationHub.Storage;
using AnnotationHub.Web.Hosting;

namespace AnnotationHub.Web.Earnings.Appeals;

/// <summary>Upholds what nobody answered in time. Any node may run it at once: an appeal is decided once.</summary>
public sealed partial class AppealClock(Database database, AppealStore appeals, TimeProvider time, ILogger<AppealClock> logger, EarningsNews? news = null) : Rounds(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private const string OverdueSql =
        "SELECT id FROM appeal WHERE state = 'open' AND due_at <= @now ORDER BY due_at, id OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    /// <summary>How many were upheld.</summary>
    public async Task<int> UpholdOverdueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var overdue = await database.QueryAsync<Guid>(OverdueSql, new { now, limit = 500 }, cancellation);
        var upheld = 0;
        foreach (var id in overdue)
        {
            var outcome = await database.WriteAsync(s => appeals.DecideAsync(s, id, uphold: true, decidedBy: null, answer: null, now), cancellation);
            if (outcome != DecideAppealOutcome.Decided) continue;
            upheld++;
            if (news is not null) await news.TellOfAppealAsync(id, now);
        }

        return upheld;
    }

    protected override bool BeginsAtOnce => true;

    /// <summary>An appeal that waits a little longer is still upheld.</summary>
    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (await UpholdOverdueAsync(now, cancellation) is > 0 and var upheld) LogUpheld(Log, upheld);
    }

    [LoggerMessage(LogLevel.Information, "Upheld {Count} appeals that nobody answered in time")]
    private static partial void LogUpheld(ILogger logger, int count);
}
