using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Payouts;

namespace AnnotationHub.Web.Earnings;

/// <summary>Every ledger transaction that touched an annotator, newest first.</summary>
public sealed class StatementStore(Database database)
{
    // Each derived table reads at most a page from the account's index, however long the history. Reserving and bouncing show in
    // payable and paying in bank, so clearing need not be asked.
    private const string EntriesSql = """
        SELECT t.seq, t.kind, t.cause, t.reverses_seq, t.occurred_at, t.business_date, k.trace_code, n.reason_code, n.reason_text,
            a.kind AS account_kind, e.amount_e4
        FROM (
            SELECT seq FROM (SELECT seq FROM ledger_entry WHERE account_id = @held AND seq < @before ORDER BY seq DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) h
            UNION
            SELECT seq FROM (SELECT seq FROM ledger_entry WHERE account_id = @payable AND seq < @before ORDER BY seq DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) p
            UNION
            SELECT seq FROM (SELECT seq FROM ledger_entry WHERE account_id = @bank AND seq < @before ORDER BY seq DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) b
        ) s
        JOIN ledger_transaction t ON t.seq = s.seq
        JOIN ledger_entry e ON e.seq = t.seq
        JOIN ledger_account a ON a.id = e.account_id
        LEFT JOIN task k ON k.id = t.task_id
        LEFT JOIN annotation n ON n.id = t.annotation_id
        WHERE a.owner_id = @annotator AND a.currency = @currency
        ORDER BY t.seq DESC, e.line_number
        """;

    /// <param name="before">Number of the last transaction that the caller has; null from the newest.</param>
    public async Task<IReadOnlyList<StatementEntry>> FindAsync(
        Guid annotator, string currency, long? before, int limit, CancellationToken cancellation = default)
    {
        var key = new
        {
            annotator,
            currency,
            held = LedgerAccount.Held(annotator, currency).Id,
            payable = LedgerAccount.Payable(annotator, currency).Id,
            bank = LedgerAccount.Bank(annotator, currency).Id,
            before = before ?? long.MaxValue,
            limit,
        };
        var (rows, notes) = await database.ReadAsync(
            async session =>
            {
                var found = await session.QueryAsync<Row>(EntriesSql, key);
                return (found, found.Any(r => r.HasNote) ? await PayoutNotes.OfAsync(session, annotator) : null);
            },
            cancellation);
        return [.. rows.GroupBy(r => r.Seq).OrderByDescending(g => g.Key).Take(limit).Select(g => Entry([.. g], notes))];
    }

    private static StatementEntry Entry(IReadOnlyList<Row> rows, PayoutNotes? notes)
    {
        var first = rows[0];
        var kind = EnumText.Parse<LedgerEvent>(first.Kind);
        var line = new StatementLine(kind, Sum(rows, LedgerAccountKind.Held), Sum(rows, LedgerAccountKind.Payable), Sum(rows, LedgerAccountKind.Clearing), Sum(rows, LedgerAccountKind.Bank));
        // A bonus says by which rule, a top-up for which day, money that came back why.
        var (code, text) = kind switch
        {
            LedgerEvent.Rejected => (first.ReasonCode, first.ReasonText),
            LedgerEvent.Bonus => (first.Cause, null),
            LedgerEvent.ToppedUp => (null, first.Cause),
            LedgerEvent.PayoutBounced when notes is not null => notes.OfBounced(first.Cause),
            LedgerEvent.Reversed => (null, notes?.OfCorrection(first.ReversesSeq)),
            _ => ((string?)null, (string?)null),
        };
        return new StatementEntry(first.Seq, first.OccurredAt, BusinessDay.Parse(first.BusinessDate), line, first.TraceCode, code, text);
    }

    private static long Sum(IReadOnlyList<Row> rows, LedgerAccountKind kind)
    {
        var text = EnumText.Of(kind);
        return rows.Where(r => r.AccountKind == text).Sum(r => r.AmountE4);
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public string Kind { get; init; } = "";

        public string Cause { get; init; } = "";

        public long? ReversesSeq { get; init; }

        public bool HasNote => Kind == EnumText.Of(LedgerEvent.PayoutBounced) || Kind == EnumText.Of(LedgerEvent.Reversed);

        public DateTimeOffset OccurredAt { get; init; }

        public string BusinessDate { get; init; } = "";

        public string? TraceCode { get; init; }

        public string? ReasonCode { get; init; }

        public string? ReasonText { get; init; }

        public string AccountKind { get; init; } = "";

        public long AmountE4 { get; init; }
    }
}

/// <summary>One transaction as the annotator reads it.</summary>
/// <param name="ReasonCode">Of a rejection: see <see cref="RejectionReason"/>; of a bonus its rule; <see cref="PayoutNotes.Refused"/>.</param>
/// <param name="ReasonText">Of a rejection in the supervisor's words; of a top-up its day; of money that came back, what the bank said.</param>
public sealed record StatementEntry(
    long Seq, DateTimeOffset OccurredAt, BusinessDay Day, StatementLine Line, string? TraceCode, string? ReasonCode, string? ReasonText)
{
    /// <summary>What the page calls it: money that no bank ever had was not sent back by one.</summary>
    public string Name => ReasonCode == PayoutNotes.Refused ? PayoutNotes.Refused : EnumText.Of(Line.Event);
}
