using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>Reads the whole ledger in its order, a page at a time, so that a proof needs little memory.</summary>
internal static class LedgerReader
{
    private const int PageSize = 2000;

    private const string TransactionsSql = """
        SELECT seq, business_key, kind, cause, task_id, annotation_id, actor_id, reverses_seq, occurred_at AS occurred_at_micros, business_date, previous_hash, hash
        FROM ledger_transaction
        WHERE seq > @after
        ORDER BY seq
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string EntriesSql = """
        SELECT e.seq, a.kind, a.owner_id, a.currency, e.amount_e4
        FROM ledger_entry e
        JOIN ledger_account a ON a.id = e.account_id
        WHERE e.seq > @after AND e.seq <= @upTo
        ORDER BY e.seq, e.line_number
        """;

    public static async Task ProveAsync(DbSession session, LedgerProof proof)
    {
        var causes = await LedgerCauses.LoadAsync(session);
        for (long after = 0; ;)
        {
            var page = await session.QueryAsync<TransactionRow>(TransactionsSql, new { after, limit = PageSize });
            if (page.Count == 0) return;
            var upTo = page[^1].Seq;
            var entries = (await session.QueryAsync<SeqEntryRow>(EntriesSql, new { after, upTo })).ToLookup(e => e.Seq, e => e.Entry);
            var posted = page.Select(row => Prove(proof, row, [.. entries[row.Seq]])).OfType<PostedTransaction>().ToList();
            foreach (var seq in await causes.MissingAsync(session, after, upTo, posted)) proof.Report(NothingBehind(seq));
            after = upTo;
        }
    }

    /// <summary>The difference of a transaction that no decision, payout or rule accounts for.</summary>
    public static string NothingBehind(long seq) => $"transaction {seq} has no decision, payout or rule behind it";

    private static PostedTransaction? Prove(LedgerProof proof, TransactionRow row, IReadOnlyList<LedgerEntry> entries)
    {
        try
        {
            var posting = new LedgerPosting(row.BusinessKey, EnumText.Parse<LedgerEvent>(row.Kind), row.Cause, entries)
            {
                TaskId = row.TaskId,
                AnnotationId = row.AnnotationId,
                ActorId = row.ActorId,
                ReversesSeq = row.ReversesSeq,
            };
            var transaction = new PostedTransaction(row.Seq, posting, row.OccurredAtMicros, BusinessDay.Parse(row.BusinessDate));
            proof.Add(transaction, row.PreviousHash, row.Hash);
            return transaction;
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or OverflowException)
        {
            // Such a row was never posted by this program: its entries do not balance, or a text is not one it writes.
            proof.Report($"transaction {row.Seq} is broken: {broken.Message}");
            return null;
        }
    }

    private sealed class TransactionRow
    {
        public long Seq { get; init; }

        public string BusinessKey { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Cause { get; init; } = "";

        public Guid? TaskId { get; init; }

        public Guid? AnnotationId { get; init; }

        public Guid? ActorId { get; init; }

        public long? ReversesSeq { get; init; }

        public long OccurredAtMicros { get; init; }

        public string BusinessDate { get; init; } = "";

        public byte[] PreviousHash { get; init; } = [];

        public byte[] Hash { get; init; } = [];
    }

    private sealed class SeqEntryRow
    {
        public long Seq { get; init; }

        public string Kind { get; init; } = "";

        public Guid OwnerId { get; init; }

        public string Currency { get; init; } = "";

        public long AmountE4 { get; init; }

        public LedgerEntry Entry => new(new LedgerAccount(EnumText.Parse<LedgerAccountKind>(Kind), OwnerId, Currency), AmountE4);
    }
}
