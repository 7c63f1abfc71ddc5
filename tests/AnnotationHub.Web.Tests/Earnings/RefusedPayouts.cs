using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Payouts;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>
/// Batches of everybody that the program draws up and a second administrator refuses, at once or after other events. Nothing of one is ever
/// paid, what it had reserved is payable again to the last fen, and its number is nobody else's.
/// </summary>
public sealed class RefusedPayouts(LedgerWorld world, PaperLedger paper, Guid second)
{
    private const string ItemsSql = "SELECT id, annotator_id, amount_e4, item_number FROM payout_item WHERE batch_id = @batch";

    private const string RefusedSql = """
        SELECT COUNT(*) FROM payout_batch b
        JOIN payout_item i ON i.batch_id = b.id
        WHERE b.state = 'settled' AND b.approved_by IS NULL AND i.state = 'bounced'
        """;

    private const string UnevenSql = """
        SELECT COUNT(*) FROM payout_batch b
        WHERE b.total_e4 <> (SELECT SUM(i.amount_e4) FROM payout_item i WHERE i.batch_id = b.id)
           OR b.item_count <> (SELECT COUNT(*) FROM payout_item i WHERE i.batch_id = b.id)
        """;

    private readonly PayoutStore payouts = new(world.Ledger);
    private readonly List<(Guid Batch, IReadOnlyList<Item> Items)> waiting = [];
    private int refusedItems;

    public async Task StepAsync(DbSession session, Random random, DateTimeOffset now)
    {
        if (waiting.Count < 3 && random.Next(2) == 0) await DrawUpAsync(session, now);
        else if (waiting.Count > 0) await RefuseAsync(session, random.Next(waiting.Count), now);
    }

    /// <summary>After the run: items that were refused are all there, each batch adds up, and what still waits is reserved.</summary>
    public async Task ProveAsync(DbSession session)
    {
        Assert.Equal(refusedItems, await session.ScalarAsync<long>(RefusedSql));
        Assert.Equal(0, await session.ScalarAsync<long>(UnevenSql));
        foreach (var (batch, items) in waiting) Assert.Equal(items.Count, (await session.QueryAsync<Item>(ItemsSql, new { batch })).Count);
    }

    private async Task DrawUpAsync(DbSession session, DateTimeOffset now)
    {
        // Everybody who has a whole fen on paper, with all whole fen of it.
        var expected = paper.Lines.Where(l => l.Value.Payable >= 100).ToDictionary(l => l.Key, l => l.Value.Payable / 100 * 100);
        if (await payouts.DrawUpAsync(session, "CNY", world.Supervisor, now) is not { } batch)
        {
            Assert.Empty(expected);
            return;
        }

        var items = await session.QueryAsync<Item>(ItemsSql, new { batch });
        Assert.Equal(expected, items.ToDictionary(i => i.AnnotatorId, i => i.AmountE4));
        foreach (var item in items) paper.Reserve(item.AnnotatorId, item.Id, item.AmountE4);
        waiting.Add((batch, items));
        // What is reserved is in no second batch.
        Assert.Null(await payouts.DrawUpAsync(session, "CNY", world.Supervisor, now));
    }

    private async Task RefuseAsync(DbSession session, int index, DateTimeOffset now)
    {
        var (batch, items) = waiting[index];
        Assert.Equal(RefuseOutcome.SamePerson, await payouts.RefuseAsync(session, batch, "r", world.Supervisor, now));
        Assert.Equal(RefuseOutcome.Refused, await payouts.RefuseAsync(session, batch, "r", second, now));
        foreach (var item in items) paper.Settle(item.AnnotatorId, item.Id, paid: false);
        waiting.RemoveAt(index);
        refusedItems += items.Count;

        // Whatever comes late moves nothing.
        Assert.Equal(RefuseOutcome.AlreadyRefused, await payouts.RefuseAsync(session, batch, "r", second, now));
        Assert.Equal(ApproveOutcome.Refused, await payouts.ApproveAsync(session, batch, second, now));
        Assert.Equal(SettleOutcome.SettledOtherwise, await payouts.SettleAsync(session, batch, items[0].ItemNumber, paid: true, null, second, now));
    }

    private sealed class Item
    {
        public Guid Id { get; init; }

        public Guid AnnotatorId { get; init; }

        public long AmountE4 { get; init; }

        public int ItemNumber { get; init; }
    }
}
