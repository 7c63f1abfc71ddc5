using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>A random run of money events, written to the ledger and to paper alike. Every event may come twice.</summary>
/// <param name="second">An administrator who says no to what <see cref="LedgerWorld.Supervisor"/> draws up.</param>
public sealed class LedgerRun(LedgerWorld world, Random random, Guid second)
{
    private const string InsertAppealSql = """
        INSERT INTO appeal (id, annotation_id, task_id, annotator_id, reason, state, filed_at, due_at)
        VALUES (@id, @annotationId, @annotationId, @annotatorId, 'r', 'upheld', 0, 0)
        """;

    private const string InsertBatchSql = """
        INSERT INTO payout_batch (id, number, currency, state, item_count, total_e4, drawn_up_by, drawn_up_at)
        SELECT @id, COALESCE(MAX(b.number), 0) + 1, 'CNY', 'drawnUp', 1, @amount, @by, 0 FROM payout_batch b
        """;

    private const string InsertItemSql = """
        INSERT INTO payout_item (id, batch_id, item_number, annotator_id, payee_name, amount_e4, state)
        VALUES (@id, @id, 1, @annotator, 'n', @amount, 'reserved')
        """;

    private const string InsertTopUpSql = """
        INSERT INTO wage_top_up (annotator_id, business_date, project_id, rule_name, counted_ms, earned_e4, floor_e4, currency, amount_e4)
        VALUES (@who, @day, @project, 'r/1', 0, 0, 0, 'CNY', @amountE4)
        """;

    private const string SettleItemSql = "UPDATE payout_item SET state = @state WHERE id = @id";

    private const string InsertBonusSql =
        "INSERT INTO bonus_grant (annotator_id, rule_name, period, currency, amount_e4) VALUES (@who, 'steady/1', @period, 'CNY', @amountE4)";

    private const string WithdrawSql = """
        INSERT INTO gold_withdrawal (task_id, landmarks, reason, withdrawn_by, withdrawn_at) VALUES (@task, @landmarks, 'r', @by, @now)
        """;

    private const string RetireSql = """
        INSERT INTO gold_retirement (task_id, landmarks, misfit, annotators, retired_at) VALUES (@task, @landmarks, 9.0, 3, @now)
        """;

    private const string ReturnSql = "UPDATE annotation SET state = 'returned', decided_at = @now WHERE id = @id";

    private const string SeqSql = "SELECT MAX(seq) FROM ledger_transaction";

    private const string InsertCorrectionSql = """
        INSERT INTO payout_item_correction (reverses_seq, item_id, new_state, reason, corrected_by, corrected_at) VALUES (@seq, @id, @state, 'r', @by, 0)
        """;

    private const string InsertRemedySql = """
        INSERT INTO ledger_remedy (id, kind, subject, reverses_seq, reason, proposed_by, proposed_at, confirmed_by, confirmed_at)
        VALUES (@id, 'reversed', @subject, @seq, 'r', @by, 0, @other, 0)
        """;

    private readonly List<AnnotationPosting> open = [];
    private readonly List<AnnotationPosting> rejected = [];
    private readonly List<AnnotationPosting> resolved = [];
    private readonly List<(Guid Item, Guid Annotator, long Amount)> reserved = [];
    private readonly List<(Guid Item, Guid Annotator, long Amount, bool Paid, long Seq)> settled = [];
    private DateTimeOffset now = LedgerWorld.Start;

    public PaperLedger Paper { get; } = new();

    public RefusedPayouts Refused => field ??= new RefusedPayouts(world, Paper, second);

    public async Task StepAsync(DbSession session)
    {
        now += TimeSpan.FromSeconds(random.Next(0, 600));
        var step = random.Next(100);
        if (step < 40 || open.Count == 0) await SubmitAsync(session);
        else if (step < 60) await ResolveAsync(session);
        else if (step < 66 && rejected.Count > 0) await MakeGoodAsync(session);
        else if (step < 72) await GiveAsync(session);
        else if (step < 82) await ReserveAsync(session);
        else if (step < 84) await Refused.StepAsync(session, random, now);
        else if (step < 90 && reserved.Count > 0) await SettleAsync(session);
        else if (step < 93 && settled.Count > 0) await CorrectAsync(session);
        else if (step < 95) await ForgeAndReverseAsync(session);
        else if (step < 98) await ReturnAsync(session);
        else if (resolved.Count > 0) await ResolveAgainAsync(session);
    }

    private async Task SubmitAsync(DbSession session)
    {
        var work = await LedgerWorld.SubmittedAsync(
            session, Pick(world.Annotators), random.Next(0, 30_000), random.Next(0, 10_001), Pick(world.Projects), now);
        open.Add(work);
        for (var times = random.Next(1, 3); times > 0; times--)
            await world.Ledger.AccrueAsync(session, work, TimeSpan.FromSeconds(90), now);
        Paper.Accrue(work.AnnotatorId, work.AnnotationId, work.Price.TenThousandths);
    }

    private async Task ResolveAsync(DbSession session)
    {
        var work = Take(open);
        resolved.Add(work);
        if (random.Next(3) > 0)
        {
            await world.Ledger.ResolveAcceptedAsync(session, work, null, now);
            await LedgerWorld.DecideAsync(session, work, "accepted", null, now);
            Paper.Accept(work.AnnotatorId, work.AnnotationId);
            return;
        }

        var reason = (RejectionReason)random.Next(0, 7);
        await world.Ledger.ResolveRejectedAsync(session, work, reason, world.Supervisor, now);
        await LedgerWorld.DecideAsync(session, work, "rejected", reason, now);
        rejected.Add(work);
        Paper.Reject(work.AnnotatorId, work.AnnotationId, work.BaseShareE4 / 10_000m, reason is not (RejectionReason.Copied or RejectionReason.NotAttempted));
    }

    private async Task ResolveAgainAsync(DbSession session)
    {
        var work = Pick(resolved);
        await world.Ledger.ResolveAcceptedAsync(session, work, null, now);
        await world.Ledger.ResolveRejectedAsync(session, work, RejectionReason.Copied, world.Supervisor, now);
        Paper.Accept(work.AnnotatorId, work.AnnotationId);
    }

    private async Task MakeGoodAsync(DbSession session)
    {
        var work = Take(rejected);
        var byAppeal = random.Next(2) == 0;
        if (byAppeal)
        {
            var id = Guid.CreateVersion7(now);
            await session.ExecuteAsync(InsertAppealSql, new { id, annotationId = work.AnnotationId, annotatorId = work.AnnotatorId });
            await world.Ledger.UpholdAppealAsync(session, work, id, null, now);
        }

        else
        {
            // By a supervisor, or by rule.
            await session.ExecuteAsync(random.Next(2) == 0 ? WithdrawSql : RetireSql, new { task = work.TaskId, landmarks = Array.Empty<byte>(), by = world.Supervisor, now });
        }

        // After an appeal there is nothing left to restore.
        await world.Ledger.RestoreAsync(session, work, world.Supervisor, now);
        Paper.MakeGood(work.AnnotatorId, work.AnnotationId, byAppeal);
    }

    private async Task GiveAsync(DbSession session)
    {
        var who = Pick(world.Annotators);
        var amount = new Money(random.Next(1, 50_000), "CNY");
        var topUp = random.Next(2) == 0;
        var period = $"20{random.Next(10, 60)}-01";
        var posting = topUp ? LedgerRules.ToppedUp(who, BusinessDay.At(now), amount) : LedgerRules.Bonus("steady/1", who, period, amount);
        var outcome = await world.Ledger.PostAsync(session, posting, now);
        if (topUp && outcome == PostingOutcome.Posted)
            await session.ExecuteAsync(InsertTopUpSql, new { who, day = BusinessDay.At(now).ToString(), project = world.Projects[0], amountE4 = amount.TenThousandths });
        if (!topUp && outcome == PostingOutcome.Posted) await session.ExecuteAsync(InsertBonusSql, new { who, period, amountE4 = amount.TenThousandths });
        Paper.Give(who, posting.Key, amount.TenThousandths, topUp);
    }

    // A return moves no money; the repair counts time.
    private async Task ReturnAsync(DbSession session)
    {
        if (open.Count == 0) return;
        var work = Pick(open);
        await session.ExecuteAsync(ReturnSql, new { id = work.AnnotationId, now });
        await world.Ledger.RepairedAsync(session, work.AnnotatorId, TimeSpan.FromSeconds(20), now);
    }

    // What nothing accounts for is taken back by two people, and leaves nothing behind.
    private async Task ForgeAndReverseAsync(DbSession session)
    {
        var who = Pick(world.Annotators);
        await world.Ledger.PostAsync(session, LedgerRules.Bonus("forged/1", who, Guid.NewGuid().ToString("N"), new Money(random.Next(1, 50_000), "CNY")), now);
        var seq = await session.ScalarAsync<long>(SeqSql);
        await session.ExecuteAsync(InsertRemedySql, new { id = Guid.CreateVersion7(now), subject = $"{seq}", seq, by = world.Supervisor, other = world.Annotators[0] });
        for (var times = random.Next(1, 3); times > 0; times--) await world.Ledger.ReverseAsync(session, seq, "forged", world.Supervisor, now);
    }

    private async Task CorrectAsync(DbSession session)
    {
        var (id, who, amount, wasPaid, seq) = Pick(settled);
        if (!wasPaid && Paper.Of(who).Payable < amount) return;
        settled.Remove((id, who, amount, wasPaid, seq));
        var state = wasPaid ? "bounced" : "paid";
        for (var times = random.Next(1, 3); times > 0; times--)
            await world.Ledger.PostAsync(session, LedgerRules.SettlementCorrected(seq, id, who, new Money(amount, "CNY"), !wasPaid, world.Supervisor), now);
        await session.ExecuteAsync(SettleItemSql, new { id, state });
        await session.ExecuteAsync(InsertCorrectionSql, new { seq, id, state, by = world.Supervisor });
        settled.Add((id, who, amount, !wasPaid, await session.ScalarAsync<long>(SeqSql)));
        Paper.Correct(who, id, !wasPaid);
    }

    private async Task ReserveAsync(DbSession session)
    {
        var who = Pick(world.Annotators);
        var amount = Paper.Of(who).Payable / 100 * 100;
        if (amount == 0) return;
        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertBatchSql, new { id, amount, by = world.Supervisor });
        await session.ExecuteAsync(InsertItemSql, new { id, annotator = who, amount });
        await world.Ledger.PostAsync(session, LedgerRules.PayoutReserved(id, who, new Money(amount, "CNY"), world.Supervisor), now);
        reserved.Add((id, who, amount));
        Paper.Reserve(who, id, amount);
    }

    private async Task SettleAsync(DbSession session)
    {
        var (id, who, amount) = Take(reserved);
        var paid = random.Next(4) > 0;
        var money = new Money(amount, "CNY");
        var posting = paid ? LedgerRules.PayoutPaid(id, who, money, world.Supervisor) : LedgerRules.PayoutBounced(id, who, money, world.Supervisor);
        await world.Ledger.PostAsync(session, posting, now);
        settled.Add((id, who, amount, paid, await session.ScalarAsync<long>(SeqSql)));
        await world.Ledger.PostAsync(session, LedgerRules.PayoutBounced(id, who, money, world.Supervisor), now);
        await session.ExecuteAsync(SettleItemSql, new { id, state = paid ? "paid" : "bounced" });
        Paper.Settle(who, id, paid);
    }

    private T Pick<T>(List<T> list) => list[random.Next(list.Count)];

    private T Take<T>(List<T> list)
    {
        var index = random.Next(list.Count);
        var taken = list[index];
        list.RemoveAt(index);
        return taken;
    }
}
