using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>A month of one annotator, added up from the ledger's entries by business date.</summary>
public sealed class PayslipStore(Database database, EarningsStore earnings)
{
    private const string SumsSql = """
        SELECT t.kind, a.kind AS account_kind, SUM(e.amount_e4) AS amount_e4
        FROM ledger_entry e
        JOIN ledger_transaction t ON t.seq = e.seq
        JOIN ledger_account a ON a.id = e.account_id
        WHERE a.owner_id = @annotator AND a.currency = @currency AND e.seq >= @fromSeq AND e.seq <= @untilSeq
          AND t.business_date >= @first AND t.business_date < @after
        GROUP BY t.kind, a.kind
        """;

    private const string WorkSql = """
        SELECT COALESCE(SUM(faces), 0) AS faces, COALESCE(SUM(active_ms), 0) AS active_ms
        FROM work_day
        WHERE annotator_id = @annotator AND business_date >= @first AND business_date < @after
        """;

    // The newest of each account, and of these the newest: no more is read.
    private const string LastHashSql = """
        SELECT t.hash
        FROM ledger_transaction t
        WHERE t.seq = (SELECT MAX(n.seq) FROM (
            SELECT (SELECT e.seq FROM ledger_entry e JOIN ledger_transaction x ON x.seq = e.seq
                WHERE e.account_id = a.id AND e.seq <= @untilSeq AND x.business_date < @after
                ORDER BY e.seq DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) AS seq
            FROM ledger_account a
            WHERE a.owner_id = @annotator AND a.currency = @currency) n)
        """;

    private const string MonthsSql = """
        SELECT DISTINCT SUBSTRING(d.business_date, 1, 7) AS in_month
        FROM ledger_day d
        JOIN ledger_account a ON a.id = d.account_id
        WHERE a.owner_id = @annotator AND a.currency = @currency
        ORDER BY in_month DESC
        """;

    /// <summary>Months with money in them, newest first, as <c>yyyy-MM</c>.</summary>
    public Task<IReadOnlyList<string>> MonthsAsync(Guid annotator, CancellationToken cancellation = default) =>
        database.QueryAsync<string>(MonthsSql, new { annotator, currency = earnings.Currency }, cancellation);

    /// <param name="month">Its first day.</param>
    public Task<Payslip> FindAsync(Guid annotator, BusinessDay month, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var next = new BusinessDay(month.FirstOfMonth.Date.AddMonths(1));
            var (fromSeq, untilSeq) = await LedgerDays.SpanAsync(session, month.FirstOfMonth, next);
            var range = new { annotator, currency = earnings.Currency, first = month.FirstOfMonth.ToString(), after = next.ToString(), fromSeq, untilSeq };
            var sums = await session.QueryAsync<SumRow>(SumsSql, range);
            var work = await session.FirstOrDefaultAsync<WorkRow>(WorkSql, new { annotator, range.first, range.after });
            var hash = await session.ScalarAsync<byte[]>(LastHashSql, new { annotator, range.currency, range.after, untilSeq, limit = 1 });
            return new Payslip(
                month.FirstOfMonth, earnings.Currency, work?.Faces ?? 0, TimeSpan.FromMilliseconds(work?.ActiveMs ?? 0),
                Lines(sums), PaidE4(sums), hash is null ? null : Convert.ToHexString(hash)[..16]);
        },
        cancellation);

    private static Dictionary<LedgerEvent, long> Lines(IReadOnlyList<SumRow> sums) => sums
        .Select(r => (Event: EnumText.Parse<LedgerEvent>(r.Kind), r.AmountE4))
        .GroupBy(r => r.Event, r => r.AmountE4)
        .Select(g => (g.Key, Sum: g.Sum()))
        // What only moves between the annotator's own accounts earns nothing.
        .Where(g => g.Sum != 0)
        .ToDictionary(g => g.Key, g => g.Sum);

    private static long PaidE4(IReadOnlyList<SumRow> sums) =>
        sums.Where(r => r.AccountKind == EnumText.Of(LedgerAccountKind.Bank)).Sum(r => r.AmountE4);

    private sealed class SumRow
    {
        public string Kind { get; init; } = "";

        public string AccountKind { get; init; } = "";

        public long AmountE4 { get; init; }
    }

    private sealed class WorkRow
    {
        public int Faces { get; init; }

        public long ActiveMs { get; init; }
    }
}

/// <summary>One month of one person; amounts in 1/10 000 of the unit.</summary>
/// <param name="EarnedE4">What each kind of event earned (or took) in the month.</param>
/// <param name="Reference">The head of the ledger's hash at the person's last entry of the month: another ledger gives another one.</param>
public sealed record Payslip(
    BusinessDay Month, string Currency, int Faces, TimeSpan Active, IReadOnlyDictionary<LedgerEvent, long> EarnedE4, long PaidE4, string? Reference)
{
    public long GrossE4 => EarnedE4.Values.Sum();

    /// <summary>What the work itself came to: bonuses and top-ups would hide a price that is too low.</summary>
    public long ByWorkE4 => GrossE4 - Of(LedgerEvent.Bonus, LedgerEvent.ToppedUp);

    public long Of(params LedgerEvent[] events) => events.Sum(e => EarnedE4.GetValueOrDefault(e));
}
