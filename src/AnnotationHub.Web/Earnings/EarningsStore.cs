using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings;

/// <summary>Reads an annotator's balances and days. Never adds up the past: the sums are kept beside the ledger.</summary>
public sealed class EarningsStore(Database database, IOptions<EarningsOptions> options)
{
    /// <summary>As many as the chart shows.</summary>
    public const int ChartDays = 14;

    private const string BalancesSql = """
        SELECT a.kind, b.amount_e4
        FROM ledger_balance b
        JOIN ledger_account a ON a.id = b.account_id
        WHERE b.account_id = @held OR b.account_id = @payable OR b.account_id = @clearing OR b.account_id = @bank
        """;

    private const string DaysSql = """
        SELECT d.business_date, SUM(d.amount_e4) AS amount_e4
        FROM ledger_day d
        WHERE (d.account_id = @held OR d.account_id = @payable OR d.account_id = @clearing OR d.account_id = @bank)
          AND d.business_date >= @since
        GROUP BY d.business_date
        """;

    private const string ExtrasSql = """
        SELECT t.business_date, SUM(e.amount_e4) AS amount_e4
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.seq = t.seq
        WHERE e.account_id = @payable AND e.seq >= @fromSeq AND t.business_date >= @since AND (t.kind = 'bonus' OR t.kind = 'toppedUp')
        GROUP BY t.business_date
        """;

    private const string WorkDaysSql =
        "SELECT business_date, faces, active_ms FROM work_day WHERE annotator_id = @annotator AND business_date >= @since";

    public string Currency => options.Value.Currency;

    /// <summary>Balances now, and the days of this month and of the chart.</summary>
    public Task<EarningsSummary> FindAsync(Guid annotator, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.ReadAsync(session => FindAsync(session, annotator, now), cancellation);

    /// <summary>The same within a transaction: what a message after its commit will say.</summary>
    public async Task<EarningsSummary> FindAsync(DbSession session, Guid annotator, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var today = BusinessDay.At(now);
        var since = today.Plus(1 - ChartDays) < today.FirstOfMonth ? today.Plus(1 - ChartDays) : today.FirstOfMonth;
        var (fromSeq, _) = await LedgerDays.SpanAsync(session, since, today.Plus(1));
        var accounts = new AccountsOf(annotator, Currency, since.ToString(), fromSeq);
        var balances = (await session.QueryAsync<BalanceRow>(BalancesSql, accounts))
            .ToDictionary(r => EnumText.Parse<LedgerAccountKind>(r.Kind), r => r.AmountE4);
        return new EarningsSummary(
            Currency,
            today,
            balances.GetValueOrDefault(LedgerAccountKind.Held),
            balances.GetValueOrDefault(LedgerAccountKind.Payable),
            balances.GetValueOrDefault(LedgerAccountKind.Clearing),
            balances.GetValueOrDefault(LedgerAccountKind.Bank),
            await DaysAsync(session, accounts));
    }

    private static async Task<IReadOnlyList<EarningsDay>> DaysAsync(DbSession session, AccountsOf accounts)
    {
        var earned = (await session.QueryAsync<DayRow>(DaysSql, accounts)).ToDictionary(r => r.BusinessDate, r => r.AmountE4);
        var extras = (await session.QueryAsync<DayRow>(ExtrasSql, accounts)).ToDictionary(r => r.BusinessDate, r => r.AmountE4);
        var worked = (await session.QueryAsync<WorkRow>(WorkDaysSql, accounts)).ToDictionary(r => r.BusinessDate);
        return
        [
            .. earned.Keys.Union(worked.Keys).Order(StringComparer.Ordinal).Select(date => new EarningsDay(
                BusinessDay.Parse(date),
                earned.GetValueOrDefault(date),
                worked.GetValueOrDefault(date)?.Faces ?? 0,
                TimeSpan.FromMilliseconds(worked.GetValueOrDefault(date)?.ActiveMs ?? 0)) { ExtraE4 = extras.GetValueOrDefault(date) }),
        ];
    }

    /// <summary>Parameters: the annotator's own accounts.</summary>
    private sealed class AccountsOf(Guid annotator, string currency, string since, long fromSeq)
    {
#pragma warning disable IDE1006 // Named as in the statements: SQLite's parameters are case-sensitive.
        public Guid annotator { get; } = annotator;

        public Guid held { get; } = LedgerAccount.Held(annotator, currency).Id;

        public Guid payable { get; } = LedgerAccount.Payable(annotator, currency).Id;

        public Guid clearing { get; } = LedgerAccount.Clearing(annotator, currency).Id;

        public Guid bank { get; } = LedgerAccount.Bank(annotator, currency).Id;

        public string since { get; } = since;

        public long fromSeq { get; } = fromSeq;
#pragma warning restore IDE1006
    }

    private sealed class BalanceRow
    {
        public string Kind { get; init; } = "";

        public long AmountE4 { get; init; }
    }

    private sealed class DayRow
    {
        public string BusinessDate { get; init; } = "";

        public long AmountE4 { get; init; }
    }

    private sealed class WorkRow
    {
        public string BusinessDate { get; init; } = "";

        public int Faces { get; init; }

        public long ActiveMs { get; init; }
    }
}
