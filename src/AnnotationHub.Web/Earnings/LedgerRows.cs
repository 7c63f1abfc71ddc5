using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>What the ledger says about one annotation or transaction, read inside a posting's transaction.</summary>
internal static class LedgerRows
{
    private const string AccruedSql = """
        SELECT e.amount_e4
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.seq = t.seq
        WHERE t.business_key = @key AND e.account_id = @accountId
        """;

    // An annotation earns in payable alone; reversals carry no annotation, and are found through what they reverse.
    private const string GainedSql = """
        SELECT COALESCE(SUM(e.amount_e4), 0)
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.seq = t.seq
        WHERE t.annotation_id = @annotationId AND e.account_id = @accountId
          AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses_seq = t.seq)
        """;

    private const string EntriesSql = """
        SELECT a.kind, a.owner_id, a.currency, e.amount_e4
        FROM ledger_entry e
        JOIN ledger_account a ON a.id = e.account_id
        WHERE e.seq = @seq
        ORDER BY e.line_number
        """;

    /// <summary>What the accrual of the annotation put into held, in 1/10 000 of the unit; null where there was none.</summary>
    public static Task<long?> AccruedE4Async(DbSession session, AnnotationPosting work) => session.ScalarAsync<long?>(AccruedSql, new
    {
        key = LedgerRules.AccrualKey(work.AnnotationId),
        accountId = LedgerAccount.Held(work.AnnotatorId, work.Price.Currency).Id,
    });

    /// <summary>What the annotation has brought into payable so far, in 1/10 000 of the unit.</summary>
    public static Task<long> GainedE4Async(DbSession session, AnnotationPosting work) => session.ScalarAsync<long>(GainedSql, new
    {
        annotationId = work.AnnotationId,
        accountId = LedgerAccount.Payable(work.AnnotatorId, work.Price.Currency).Id,
    });

    public static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(DbSession session, long seq)
    {
        var rows = await session.QueryAsync<EntryRow>(EntriesSql, new { seq });
        return [.. rows.Select(r => r.Entry)];
    }

    internal sealed class EntryRow
    {
        public string Kind { get; init; } = "";

        public Guid OwnerId { get; init; }

        public string Currency { get; init; } = "";

        public long AmountE4 { get; init; }

        public LedgerEntry Entry => new(new LedgerAccount(EnumText.Parse<LedgerAccountKind>(Kind), OwnerId, Currency), AmountE4);
    }
}
