using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>
/// Payouts by two people. A batch is frozen when it is drawn up, its money is reserved in the same transaction, and each item
/// is settled once.
/// </summary>
public sealed class PayoutStore(LedgerStore ledger)
{
    private const string PayableSql = """
        SELECT a.owner_id AS annotator_id, COALESCE(y.holder_name, u.display_name) AS payee_name, y.protected_details, b.amount_e4
        FROM ledger_balance b
        JOIN ledger_account a ON a.id = b.account_id
        JOIN app_user u ON u.id = a.owner_id
        LEFT JOIN payee y ON y.annotator_id = u.id
        WHERE a.kind = 'payable' AND a.currency = @currency AND b.amount_e4 >= 100
        ORDER BY a.owner_id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string LastNumberSql = "SELECT COALESCE(MAX(number), 0) FROM payout_batch";

    private const string InsertBatchSql = """
        INSERT INTO payout_batch (id, number, currency, state, item_count, total_e4, drawn_up_by, drawn_up_at)
        VALUES (@id, @number, @currency, 'drawnUp', @itemCount, @totalE4, @actor, @now)
        """;

    private const string InsertItemSql = """
        INSERT INTO payout_item (id, batch_id, item_number, annotator_id, payee_name, amount_e4, state)
        VALUES (@id, @batchId, @itemNumber, @annotatorId, @payeeName, @amountE4, 'reserved')
        """;

    private const string InsertPayeeSql = "INSERT INTO payout_item_payee (item_id, protected_details) VALUES (@id, @protectedDetails)";

    private const string ApproveSql = """
        UPDATE payout_batch SET state = 'approved', approved_by = @actor, approved_at = @now
        WHERE id = @id AND state = 'drawnUp' AND drawn_up_by <> @actor
        """;

    // Settled without ever having been approved: that is what refused means, in rows that know three states.
    private const string RefuseSql = """
        UPDATE payout_batch SET state = 'settled'
        WHERE id = @id AND state = 'drawnUp' AND drawn_up_by <> @actor
        """;

    private const string ReservedSql = "SELECT id, annotator_id, amount_e4, state FROM payout_item WHERE batch_id = @id ORDER BY item_number";

    private const string BatchSql = "SELECT state, currency, drawn_up_by, approved_by FROM payout_batch WHERE id = @id";

    private const string ItemSql = "SELECT id, annotator_id, amount_e4, state FROM payout_item WHERE batch_id = @batch AND item_number = @number";

    private const string SettleItemSql = """
        UPDATE payout_item SET state = @state, settled_by = @actor, settled_at = @now, note = @note
        WHERE id = @id AND state = 'reserved'
        """;

    private const string SettleBatchSql = """
        UPDATE payout_batch SET state = 'settled'
        WHERE id = @batch AND state = 'approved'
          AND NOT EXISTS (SELECT 1 FROM payout_item i WHERE i.batch_id = @batch AND i.state = 'reserved')
        """;

    /// <summary>Freezes a batch of what is payable now, at most 1,000 people, in whole fen.</summary>
    /// <returns>The batch's id, or null where nobody has a whole fen.</returns>
    public async Task<Guid?> DrawUpAsync(DbSession session, string currency, Guid actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        // Nothing is posted between reading the balances and reserving them.
        await LedgerStore.LockAsync(session);
        var payable = await session.QueryAsync<PayableRow>(PayableSql, new { currency, limit = PayoutRules.MaximumItems });
        if (payable.Count == 0) return null;

        var id = Guid.CreateVersion7(now);
        var number = await session.ScalarAsync<long>(LastNumberSql) + 1;
        var totalE4 = payable.Sum(p => PayoutRules.WholeFenE4(p.AmountE4));
        await session.ExecuteAsync(InsertBatchSql, new { id, number, currency, itemCount = payable.Count, totalE4, actor, now });
        for (var i = 0; i < payable.Count; i++) await ReserveAsync(session, id, i + 1, payable[i], currency, actor, now);
        return id;
    }

    public async Task<ApproveOutcome> ApproveAsync(DbSession session, Guid id, Guid actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await session.ExecuteAsync(ApproveSql, new { id, actor, now }) > 0) return ApproveOutcome.Approved;
        var batch = await session.FirstOrDefaultAsync<BatchRow>(BatchSql, new { id });
        if (batch is null) return ApproveOutcome.NotFound;
        if (batch.IsRefused) return ApproveOutcome.Refused;
        return batch.State == "drawnUp" && batch.DrawnUpBy == actor ? ApproveOutcome.SamePerson : ApproveOutcome.NotDrawnUp;
    }

    /// <summary>The second person's no: the batch is never paid, its number stays its own, and the money is payable again.</summary>
    /// <param name="reason">For whoever drew it up; kept with every item.</param>
    public async Task<RefuseOutcome> RefuseAsync(DbSession session, Guid id, string reason, Guid actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        await LedgerStore.LockAsync(session);
        var isRefused = await session.ExecuteAsync(RefuseSql, new { id, actor }) > 0;
        if (await session.FirstOrDefaultAsync<BatchRow>(BatchSql, new { id }) is not { } batch) return RefuseOutcome.NotFound;
        if (!isRefused) return batch.IsRefused ? RefuseOutcome.AlreadyRefused : batch.State == "drawnUp" ? RefuseOutcome.SamePerson : RefuseOutcome.AlreadyApproved;
        foreach (var item in await session.QueryAsync<ItemRow>(ReservedSql, new { id }))
        {
            await session.ExecuteAsync(SettleItemSql, new { id = item.Id, state = EnumText.Of(PayoutItemState.Bounced), note = reason, actor, now });
            await ledger.PostAsync(session, LedgerRules.PayoutBounced(item.Id, item.AnnotatorId, new Money(item.AmountE4, batch.Currency), actor), now);
        }

        return RefuseOutcome.Refused;
    }

    /// <param name="number">The item's number in its batch.</param>
    /// <param name="paid">True where the bank confirmed, false where it sent the money back.</param>
    public async Task<SettleOutcome> SettleAsync(
        DbSession session, Guid batch, int number, bool paid, string? note, Guid actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var found = await session.FirstOrDefaultAsync<BatchRow>(BatchSql, new { id = batch });
        var item = await session.FirstOrDefaultAsync<ItemRow>(ItemSql, new { batch, number });
        if (found is null || item is null) return SettleOutcome.NotFound;
        if (found.State == "drawnUp") return SettleOutcome.NotApproved;

        var state = EnumText.Of(paid ? PayoutItemState.Paid : PayoutItemState.Bounced);
        if (await session.ExecuteAsync(SettleItemSql, new { id = item.Id, state, note, actor, now }) == 0)
            return item.State == state ? SettleOutcome.AlreadySettled : SettleOutcome.SettledOtherwise;

        var amount = new Money(item.AmountE4, found.Currency);
        await ledger.PostAsync(
            session,
            paid ? LedgerRules.PayoutPaid(item.Id, item.AnnotatorId, amount, actor) : LedgerRules.PayoutBounced(item.Id, item.AnnotatorId, amount, actor),
            now);
        await session.ExecuteAsync(SettleBatchSql, new { batch });
        return SettleOutcome.Settled;
    }

    private async Task ReserveAsync(
        DbSession session, Guid batchId, int itemNumber, PayableRow payable, string currency, Guid actor, DateTimeOffset now)
    {
        var amountE4 = PayoutRules.WholeFenE4(payable.AmountE4);
        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertItemSql, new
        {
            id,
            batchId,
            itemNumber,
            annotatorId = payable.AnnotatorId,
            payeeName = payable.PayeeName,
            amountE4,
        });
        if (payable.ProtectedDetails is { } protectedDetails) await session.ExecuteAsync(InsertPayeeSql, new { id, protectedDetails });
        await ledger.PostAsync(session, LedgerRules.PayoutReserved(batchId, payable.AnnotatorId, new Money(amountE4, currency), actor), now);
    }

    private sealed class PayableRow
    {
        public Guid AnnotatorId { get; init; }

        public string PayeeName { get; init; } = "";

        /// <summary>Null where the annotator has given no payee.</summary>
        public string? ProtectedDetails { get; init; }

        public long AmountE4 { get; init; }
    }

    private sealed class BatchRow
    {
        public string State { get; init; } = "";

        public string Currency { get; init; } = "";

        public Guid DrawnUpBy { get; init; }

        public Guid? ApprovedBy { get; init; }

        public bool IsRefused => State == "settled" && ApprovedBy is null;
    }

    private sealed class ItemRow
    {
        public Guid Id { get; init; }

        public Guid AnnotatorId { get; init; }

        public long AmountE4 { get; init; }

        public string State { get; init; } = "";
    }
}
