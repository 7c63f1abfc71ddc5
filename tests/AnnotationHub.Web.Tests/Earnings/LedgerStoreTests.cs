using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>What people's money rests on, the same on each engine.</summary>
public abstract class LedgerStoreTests : IAsyncLifetime
{
    private LedgerWorld world = null!;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync() => world = await LedgerWorld.CreateAsync(await CreateAsync());

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task Accrue_Submission_HoldsThePriceAndCountsTheDay()
    {
        var annotator = world.Annotators[0];
        var work = await world.AccruedAsync(annotator);
        Assert.Equal(8000, await world.BalanceAsync(Held, annotator));
        Assert.Equal(-8000, await world.BalanceAsync(ProjectCost, work.ProjectId));
        var active = await world.Database.ScalarAsync<long>(
            "SELECT active_ms FROM work_day WHERE annotator_id = @annotator AND business_date = '2026-11-24' AND faces = 1", new { annotator });
        Assert.Equal(60_000, active);
    }

    [Fact]
    public async Task Accept_Accrued_MakesAllOfItPayable()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        Assert.Equal(PostingOutcome.Posted, await world.Database.WriteAsync(s => world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start)));
        Assert.Equal(0, await world.BalanceAsync(Held, work.AnnotatorId));
        Assert.Equal(8000, await world.BalanceAsync(Payable, work.AnnotatorId));
    }

    [Theory]
    [InlineData(RejectionReason.Misplaced, 3200)]
    [InlineData(RejectionReason.Copied, 0)]
    public async Task Reject_Accrued_LeavesHonestWorkItsBaseShare(RejectionReason reason, long expectedE4)
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        await RejectAsync(work, reason);
        Assert.Equal(0, await world.BalanceAsync(Held, work.AnnotatorId));
        Assert.Equal(expectedE4, await world.BalanceAsync(Payable, work.AnnotatorId));
        Assert.Equal(-expectedE4, await world.BalanceAsync(ProjectCost, work.ProjectId));
    }

    [Fact]
    public async Task Appeal_Upheld_PaysWhatTheRejectionTookOnce()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        await RejectAsync(work, RejectionReason.Misplaced);
        var outcomes = new List<PostingOutcome>
        {
            await world.Database.WriteAsync(s => world.Ledger.UpholdAppealAsync(s, work, Guid.NewGuid(), world.Supervisor, LedgerWorld.Start)),
            await world.Database.WriteAsync(s => world.Ledger.RestoreAsync(s, work, world.Supervisor, LedgerWorld.Start)),
        };
        Assert.Equal([PostingOutcome.Posted, PostingOutcome.NothingDue], outcomes);
        Assert.Equal(8000, await world.BalanceAsync(Payable, work.AnnotatorId));
    }

    [Fact]
    public async Task Accrue_SameAnnotationFiftyTimesAtOnce_IsOnePosting()
    {
        var work = await world.SubmittedAsync(world.Annotators[0]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() =>
            world.Database.WriteAsync(s => world.Ledger.AccrueAsync(s, work, TimeSpan.FromMinutes(1), LedgerWorld.Start)))));
        Assert.Single(outcomes, PostingOutcome.Posted);
        Assert.Equal(8000, await world.BalanceAsync(Held, work.AnnotatorId));
        Assert.Equal(1, await world.Database.ScalarAsync<long>("SELECT faces FROM work_day"));
    }

    [Fact]
    public async Task Resolve_AcceptAndRejectRaced_ExactlyOneHappens()
    {
        for (var round = 0; round < 1000; round++)
        {
            var work = await world.AccruedAsync(world.Annotators[0]);
            var accept = Task.Run(() => world.Database.WriteAsync(s => world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start)));
            var reject = Task.Run(() => RejectAsync(work, RejectionReason.Misplaced));
            Assert.Single(await Task.WhenAll(accept, reject), PostingOutcome.Posted);
        }

        Assert.Equal(0, await world.BalanceAsync(Held, world.Annotators[0]));
    }

    [Fact]
    public async Task Resolve_NeverAccrued_Throws()
    {
        var work = await world.SubmittedAsync(world.Annotators[0]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RejectAsync(work, RejectionReason.Misplaced));
    }

    [Fact]
    public async Task Post_MoreThanIsThere_IsRefusedAndLeavesNothing()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        var posting = LedgerRules.PayoutReserved(Guid.NewGuid(), work.AnnotatorId, new Money(1, "CNY"), world.Supervisor);
        await Assert.ThrowsAsync<BalanceBelowNoughtException>(() => world.Database.WriteAsync(s => world.Ledger.PostAsync(s, posting, LedgerWorld.Start)));
        Assert.Equal(1, await world.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction"));
    }

    [Fact]
    public async Task Reverse_Acceptance_TakesItBackOnce()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        await world.Database.WriteAsync(s => world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start));
        var first = await world.Database.WriteAsync(s => world.Ledger.ReverseAsync(s, 2, "entered by mistake", world.Supervisor, LedgerWorld.Start));
        var second = await world.Database.WriteAsync(s => world.Ledger.ReverseAsync(s, 2, "entered by mistake", world.Supervisor, LedgerWorld.Start));
        Assert.Equal((PostingOutcome.Posted, PostingOutcome.AlreadyPosted), (first, second));
        Assert.Equal((8000, 0), (await world.BalanceAsync(Held, work.AnnotatorId), await world.BalanceAsync(Payable, work.AnnotatorId)));
    }

    [Theory]
    [InlineData("UPDATE ledger_transaction SET cause = 'x'")]
    [InlineData("DELETE FROM ledger_transaction")]
    [InlineData("UPDATE ledger_entry SET amount_e4 = 1")]
    [InlineData("DELETE FROM ledger_entry")]
    [InlineData("UPDATE ledger_account SET currency = 'USD'")]
    [InlineData("DELETE FROM ledger_account")]
    public async Task Ledger_UpdateOrDelete_IsRefusedByTheDatabase(string sql)
    {
        await world.AccruedAsync(world.Annotators[0]);
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Database.WriteAsync(s => s.ExecuteAsync(sql)));
        Assert.Contains("append-only", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AroundMidnightInShanghai_FallsOnDifferentBusinessDays()
    {
        foreach (var instant in (DateTimeOffset[])[new(2026, 11, 24, 15, 59, 59, TimeSpan.Zero), new(2026, 11, 24, 16, 0, 0, TimeSpan.Zero)])
        {
            var work = await world.SubmittedAsync(world.Annotators[1]);
            await world.Database.WriteAsync(s => world.Ledger.AccrueAsync(s, work, TimeSpan.Zero, instant));
        }

        var days = await world.Database.QueryAsync<string>("SELECT business_date FROM ledger_transaction ORDER BY seq");
        Assert.Equal(["2026-11-24", "2026-11-25"], days);
    }

    private Task<PostingOutcome> RejectAsync(AnnotationPosting work, RejectionReason reason) =>
        world.Database.WriteAsync(s => world.Ledger.ResolveRejectedAsync(s, work, reason, world.Supervisor, LedgerWorld.Start));
}

public sealed class SqliteLedgerStoreTests : LedgerStoreTests
{
    // SQLite's own way round the triggers of deletion; SQL Server has no such statement.
    [Theory]
    [InlineData("INSERT OR REPLACE INTO ledger_entry SELECT seq, line_number, account_id, amount_e4 * 2 FROM ledger_entry")]
    [InlineData("INSERT OR REPLACE INTO ledger_account SELECT id, kind, owner_id, currency FROM ledger_account")]
    [InlineData("INSERT OR REPLACE INTO ledger_transaction SELECT seq, business_key, kind, 'x', task_id, annotation_id, actor_id, reverses_seq, occurred_at, business_date, previous_hash, hash FROM ledger_transaction")]
    public async Task Ledger_Replace_IsRefusedByTheDatabase(string sql)
    {
        await using var world = await LedgerWorld.CreateAsync(await CreateAsync());
        await world.AccruedAsync(world.Annotators[0]);
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Database.WriteAsync(s => s.ExecuteAsync(sql)));
        Assert.Contains("append-only", failure.Message, StringComparison.Ordinal);
    }

    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerLedgerStoreTests : LedgerStoreTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
