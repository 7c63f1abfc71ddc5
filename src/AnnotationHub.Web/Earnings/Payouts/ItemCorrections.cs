using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>What became of correcting the bank's answer to an item.</summary>
public enum CorrectOutcome
{
    Corrected,

    NotFound,

    /// <summary>The bank has not answered yet: enter its answer.</summary>
    NotSettled,

    /// <summary>It stands like that already.</summary>
    AlreadySo,

    /// <summary>It had bounced, and the money has gone out again since: that the bank paid both is a matter for the bank.</summary>
    MoneyGone,
}

/// <summary>
/// Corrects the answer that was entered for an item: paid money that came back days later, a slip of the hand. The first entry stays;
/// another one names and takes back what it moved.
/// </summary>
public sealed class ItemCorrections(Database database, LedgerStore ledger)
{
    private const string ItemSql = """
        SELECT i.id, i.annotator_id, i.amount_e4, i.state, b.currency, b.approved_by
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        WHERE i.batch_id = @batch AND i.item_number = @number
        """;

    private const string MoveSql = "UPDATE payout_item SET state = @state, note = @reason WHERE id = @id AND state = @old";

    private const string InsertSql = """
        INSERT INTO payout_item_correction (reverses_seq, item_id, new_state, reason, corrected_by, corrected_at)
        VALUES (@seq, @id, @state, @reason, @actor, @now)
        """;

    /// <param name="number">The item's number in its batch.</param>
    /// <param name="paid">How it should stand.</param>
    public async Task<CorrectOutcome> CorrectAsync(
        Guid batch, int number, bool paid, string reason, Guid actor, DateTimeOffset now, CancellationToken cancellation = default)
    {
        try
        {
            return await database.WriteAsync(s => CorrectAsync(s, batch, number, EnumText.Of(paid ? PayoutItemState.Paid : PayoutItemState.Bounced), reason, actor, now), cancellation);
        }
        catch (BalanceBelowNoughtException)
        {
            return CorrectOutcome.MoneyGone;
        }
    }

    private async Task<CorrectOutcome> CorrectAsync(DbSession session, Guid batch, int number, string state, string reason, Guid actor, DateTimeOffset now)
    {
        await LedgerStore.LockAsync(session);
        if (await session.FirstOrDefaultAsync<ItemRow>(ItemSql, new { batch, number }) is not { } item) return CorrectOutcome.NotFound;
        // Of a batch that was refused no bank has ever heard.
        if (item.State == EnumText.Of(PayoutItemState.Reserved) || item.ApprovedBy is null) return CorrectOutcome.NotSettled;
        if (item.State == state || await session.ExecuteAsync(MoveSql, new { id = item.Id, state, reason, old = item.State }) == 0) return CorrectOutcome.AlreadySo;

        var seq = await LastSettlementAsync(session, item.Id);
        var paid = state == EnumText.Of(PayoutItemState.Paid);
        await ledger.PostAsync(session, LedgerRules.SettlementCorrected(seq, item.Id, item.AnnotatorId, new Money(item.AmountE4, item.Currency), paid, actor), now);
        await session.ExecuteAsync(InsertSql, new { seq, id = item.Id, state, reason, actor, now });
        return CorrectOutcome.Corrected;
    }

    // A correction may itself be corrected: each names the one before it.
    private static async Task<long> LastSettlementAsync(DbSession session, Guid item)
    {
        var seq = await LedgerStore.SeqOfAsync(session, LedgerRules.SettlementKey(item))
            ?? throw new InvalidOperationException($"Item {item:D} is settled and the ledger does not know it.");
        while (await LedgerStore.SeqOfAsync(session, LedgerRules.ReversalKey(seq)) is { } next) seq = next;
        return seq;
    }

    private sealed class ItemRow
    {
        public Guid? ApprovedBy { get; init; }

        public Guid Id { get; init; }

        public Guid AnnotatorId { get; init; }

        public long AmountE4 { get; init; }

        public string State { get; init; } = "";

        public string Currency { get; init; } = "";
    }
}
