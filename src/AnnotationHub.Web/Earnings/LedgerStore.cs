using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>
/// The only writer of the ledger. Every method takes part in the caller's transaction, so that money moves if and only if what
/// it is paid for is written. A business key is posted once; a second time answers <see cref="PostingOutcome.AlreadyPosted"/>.
/// </summary>
public sealed class LedgerStore(WorkDayStore workDays)
{
    // The head's row is the ledger's lock: whoever holds it sees every key that was posted before.
    private const string LockHeadSql = "SELECT last_seq, hash FROM ledger_head WITH (UPDLOCK, ROWLOCK) WHERE id = 1";

    private const string SeqOfKeySql = "SELECT seq FROM ledger_transaction WHERE business_key = @key";

    private const string InsertTransactionSql = """
        INSERT INTO ledger_transaction (seq, business_key, kind, cause, task_id, annotation_id, actor_id, reverses_seq, occurred_at, business_date, previous_hash, hash)
        VALUES (@seq, @key, @kind, @cause, @taskId, @annotationId, @actorId, @reversesSeq, @occurredAt, @day, @previousHash, @hash)
        """;

    private const string InsertEntrySql =
        "INSERT INTO ledger_entry (seq, line_number, account_id, amount_e4) VALUES (@seq, @line, @accountId, @amountE4)";

    private const string MoveHeadSql = "UPDATE ledger_head SET last_seq = @seq, hash = @hash WHERE id = 1";

    /// <summary>
    /// A submission was received: the whole price goes to held, and the active time to the day. Insert the annotation first:
    /// the transaction refers to it.
    /// </summary>
    /// <param name="activeTime">As the server saw it, gaps over two minutes not counted.</param>
    public async Task<PostingOutcome> AccrueAsync(DbSession session, AnnotationPosting work, TimeSpan activeTime, DateTimeOffset now)
    {
        var outcome = await PostAsync(session, LedgerRules.Accrued(work), now);
        if (outcome == PostingOutcome.Posted) await workDays.AddAsync(session, work.AnnotatorId, activeTime, now);
        return outcome;
    }

    /// <summary>A repair moves no money: what was accrued stays held. Its time counts towards the day's hourly wage.</summary>
    /// <param name="moreTime">Beyond what the submission before had.</param>
    public Task RepairedAsync(DbSession session, Guid annotatorId, TimeSpan moreTime, DateTimeOffset now) =>
        workDays.AddRepairAsync(session, annotatorId, moreTime, now);

    /// <summary>Held → payable, all that was accrued.</summary>
    /// <param name="actor">The supervisor who decided; null where the consensus did.</param>
    /// <exception cref="InvalidOperationException">The annotation was never accrued.</exception>
    public async Task<PostingOutcome> ResolveAcceptedAsync(DbSession session, AnnotationPosting work, Guid? actor, DateTimeOffset now) =>
        await PostAsync(session, LedgerRules.Accepted(work, await AccruedE4Async(session, work), actor), now);

    /// <summary>Held → payable for the base share, where <paramref name="reason"/> leaves it, and the rest back to the project.</summary>
    /// <exception cref="InvalidOperationException">The annotation was never accrued.</exception>
    public async Task<PostingOutcome> ResolveRejectedAsync(
        DbSession session, AnnotationPosting work, RejectionReason reason, Guid supervisor, DateTimeOffset now) =>
        await PostAsync(session, LedgerRules.Rejected(work, await AccruedE4Async(session, work), reason, supervisor), now);

    /// <summary>Project cost → payable: what a rejection had taken, once, whether by appeal or by restoration.</summary>
    /// <param name="decidedBy">Null where nobody answered in time.</param>
    public async Task<PostingOutcome> UpholdAppealAsync(DbSession session, AnnotationPosting work, Guid appeal, Guid? decidedBy, DateTimeOffset now) =>
        await MissingE4Async(session, work) is > 0 and var missing
            ? await PostAsync(session, LedgerRules.AppealUpheld(work, appeal, missing, decidedBy), now)
            : PostingOutcome.NothingDue;

    /// <summary>Project cost → payable for an annotation that failed on a known face which was itself wrong.</summary>
    /// <param name="actor">Who said so; null where several annotators did.</param>
    public async Task<PostingOutcome> RestoreAsync(DbSession session, AnnotationPosting work, Guid? actor, DateTimeOffset now) =>
        await MissingE4Async(session, work) is > 0 and var missing
            ? await PostAsync(session, LedgerRules.Restored(work, missing, actor), now)
            : PostingOutcome.NothingDue;

    /// <summary>Takes back transaction <paramref name="seq"/>, entry by entry; what it took back stays readable.</summary>
    /// <exception cref="InvalidOperationException">There is no such transaction, or a balance that must not be negative would become so.</exception>
    public async Task<PostingOutcome> ReverseAsync(DbSession session, long seq, string cause, Guid actor, DateTimeOffset now)
    {
        await LockAsync(session);
        var entries = await LedgerRows.EntriesAsync(session, seq);
        if (entries.Count == 0) throw new InvalidOperationException($"There is no ledger transaction {seq}.");
        var posting = new LedgerPosting(LedgerRules.ReversalKey(seq), LedgerEvent.Reversed, cause, [.. entries.Select(e => e with { AmountE4 = -e.AmountE4 })])
        {
            ReversesSeq = seq,
            ActorId = actor,
        };
        return await PostAsync(session, posting, now);
    }

    /// <summary>Writes a posting, its balances, and the next link of the chain.</summary>
    /// <exception cref="BalanceBelowNoughtException">A balance that must not be negative would become so: a bug of the caller; its whole unit is undone.</exception>
    /// <exception cref="OverflowException">A balance would leave 64 bits.</exception>
    public async Task<PostingOutcome> PostAsync(DbSession session, LedgerPosting posting, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(posting);
        var head = await LockAsync(session);
        if (await SeqOfAsync(session, posting.Key) is not null) return PostingOutcome.AlreadyPosted;

        var transaction = new PostedTransaction(head.LastSeq + 1, posting, Instant.ToMicroseconds(now), BusinessDay.At(now));
        var hash = LedgerHash.Of(head.Hash, transaction);
        // Balances first: they open the accounts that the entries refer to.
        foreach (var entry in posting.Entries) await LedgerBalances.AddAsync(session, entry, transaction.Day, posting.Key);
        await InsertAsync(session, transaction, head.Hash, hash);
        await session.Prepared(MoveHeadSql).Set("@seq", transaction.Seq).Set("@hash", hash).ExecuteAsync();
        return PostingOutcome.Posted;
    }

    /// <summary>Number of the transaction with this key; null where there is none.</summary>
    internal static Task<long?> SeqOfAsync(DbSession session, string key) => session.ScalarAsync<long?>(SeqOfKeySql, new { key });

    /// <summary>Holds the ledger until the transaction ends, so that what is read of balances stays true until it is posted.</summary>
    internal static async Task<LedgerHead> LockAsync(DbSession session) =>
        await session.FirstOrDefaultAsync<LedgerHead>(LockHeadSql) ?? throw new InvalidOperationException("The ledger has no head.");

    private static async Task InsertAsync(DbSession session, PostedTransaction transaction, byte[] previousHash, byte[] hash)
    {
        var posting = transaction.Posting;
        await session.ExecuteAsync(InsertTransactionSql, new
        {
            seq = transaction.Seq,
            key = posting.Key,
            kind = EnumText.Of(posting.Kind),
            cause = posting.Cause,
            taskId = posting.TaskId,
            annotationId = posting.AnnotationId,
            actorId = posting.ActorId,
            reversesSeq = posting.ReversesSeq,
            occurredAt = transaction.OccurredAtMicros,
            day = transaction.Day.ToString(),
            previousHash,
            hash,
        });
        var line = 0;
        foreach (var (account, amount) in posting.Entries)
        {
            await session.Prepared(InsertEntrySql).Set("@seq", transaction.Seq).Set("@line", ++line)
                .Set("@accountId", account.Id).Set("@amountE4", amount).ExecuteAsync();
        }
    }

    private static async Task<long> AccruedE4Async(DbSession session, AnnotationPosting work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return await LedgerRows.AccruedE4Async(session, work)
            ?? throw new InvalidOperationException($"Annotation {work.AnnotationId:D} was never accrued.");
    }

    private static async Task<long> MissingE4Async(DbSession session, AnnotationPosting work)
    {
        await LockAsync(session);
        return await AccruedE4Async(session, work) - await LedgerRows.GainedE4Async(session, work);
    }

    internal sealed class LedgerHead
    {
        public long LastSeq { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}
