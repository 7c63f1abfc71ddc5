using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Proof;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>A difference stops payouts; the ways out are each by the rule.</summary>
public abstract class LedgerDeskTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = LedgerWorld.Start.AddHours(1);

    private LedgerWorld world = null!;
    private LedgerDesk desk = null!;
    private Guid first;
    private Guid second;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        world = await LedgerWorld.CreateAsync(await CreateAsync());
        desk = new LedgerDesk(world.Database, world.Ledger);
        (first, second) = (await world.UserAsync(), await world.UserAsync());
        await EarnAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task Check_CleanLedger_IsRecordedWithTheChainsEnd()
    {
        Assert.Equal((0, 0), Counts(await CheckAsync()));
        var check = await new LedgerRemedies(world.Database).LastCheckAsync();
        Assert.Equal((2, false, Now), (check!.LastSeq, check.IsFrozen, check.CheckedAt));
    }

    [Fact]
    public async Task Rebuild_CachedSumsEdited_MendsThemAndNothingElse()
    {
        await world.Database.WriteAsync(s => s.ExecuteAsync("UPDATE ledger_balance SET amount_e4 = amount_e4 + 1"));
        await world.Database.WriteAsync(s => s.ExecuteAsync("UPDATE ledger_day SET amount_e4 = amount_e4 - 7"));
        var findings = await CheckAsync();
        Assert.True(findings is { IsFrozen: true, IsCachedOnly: true });
        Assert.Equal(RebuildOutcome.Rebuilt, await desk.RebuildAsync());
        Assert.Equal((0, 0), Counts(await CheckAsync()));
        Assert.Equal(RebuildOutcome.NothingToDo, await desk.RebuildAsync());

        await ForgeAsync(100);
        await world.Database.WriteAsync(s => s.ExecuteAsync("UPDATE ledger_balance SET amount_e4 = amount_e4 + 1"));
        Assert.Equal(RebuildOutcome.EntriesDiffer, await desk.RebuildAsync());
    }

    [Fact]
    public async Task Reverse_ForgedPosting_NeedsTwoAndEndsTheFreeze()
    {
        await ForgeAsync(100);
        Assert.True((await CheckAsync()).IsFrozen);
        Assert.Equal(ProposeOutcome.NoSuchDifference, await desk.ReverseAsync(2, "不是这一笔", first, Now));
        Assert.Equal(ProposeOutcome.Proposed, await desk.ReverseAsync(3, "没有规则发过这笔奖金", first, Now));
        Assert.Equal(ProposeOutcome.AlreadyProposed, await desk.ReverseAsync(3, "再提一次", second, Now));
        var id = (await new LedgerRemedies(world.Database).AllAsync()).Single().Id;
        Assert.True((await CheckAsync()).IsFrozen);
        Assert.Equal(ConfirmOutcome.SamePerson, await desk.ConfirmAsync(id, first, Now));
        Assert.Equal(ConfirmOutcome.NotFound, await desk.ConfirmAsync(Guid.NewGuid(), second, Now));
        Assert.Equal(ConfirmOutcome.Confirmed, await desk.ConfirmAsync(id, second, Now));
        Assert.Equal(ConfirmOutcome.AlreadyConfirmed, await desk.ConfirmAsync(id, second, Now));
        Assert.Equal((0, 0), Counts(await CheckAsync()));
        Assert.Equal(8000, await world.BalanceAsync(Payable, world.Annotators[0]));
        Assert.Equal(1, await world.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction WHERE business_key = 'reverse:3'"));
    }

    [Fact]
    public async Task Reverse_MoneyThatHasGoneOut_IsRefused()
    {
        await ForgeAsync(2000);
        await desk.ReverseAsync(3, "没有规则", first, Now);
        await world.Database.WriteAsync(s => world.Ledger.PostAsync(s, LedgerRules.PayoutReserved(Guid.NewGuid(), world.Annotators[0], new Money(9000, "CNY"), first), Now));
        var id = (await new LedgerRemedies(world.Database).AllAsync()).Single().Id;
        Assert.Equal(ConfirmOutcome.MoneyGone, await desk.ConfirmAsync(id, second, Now));
        Assert.Null((await new LedgerRemedies(world.Database).AllAsync()).Single().ConfirmedAt);
    }

    [Fact]
    public async Task Explain_OneDifference_EndsTheFreezeForThatOneAlone()
    {
        await world.Database.WriteAsync(s => s.ExecuteAsync("UPDATE assignment SET price_e4 = 8001"));
        var findings = await CheckAsync();
        Assert.Equal(2, findings.Open.Count);
        foreach (var difference in findings.Open)
        {
            Assert.Equal(ProposeOutcome.Proposed, await desk.ExplainAsync(difference, "手工改过单价，已查清", first, Now));
            var id = (await new LedgerRemedies(world.Database).AllAsync()).Single(r => r.Subject == difference).Id;
            await desk.ConfirmAsync(id, second, Now);
        }

        Assert.Equal((0, 2), Counts(await CheckAsync()));
        // Work goes on, and the explanation with it; another difference is another one.
        await EarnAsync();
        Assert.Equal((0, 2), Counts(await CheckAsync()));
        await ForgeAsync(100);
        Assert.True((await CheckAsync()).IsFrozen);
        Assert.Equal(ProposeOutcome.NoSuchDifference, await desk.ExplainAsync("whatever", "猜的", first, Now));
        Assert.NotEmpty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("UPDATE ledger_check SET found_count = 0")]
    [InlineData("DELETE FROM ledger_check")]
    [InlineData("UPDATE ledger_remedy SET reason = 'x'")]
    [InlineData("DELETE FROM ledger_remedy")]
    public async Task Records_Edited_AreRefusedByTheDatabase(string sql)
    {
        await ForgeAsync(100);
        await CheckAsync();
        await desk.ReverseAsync(3, "没有规则", first, Now);
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Database.WriteAsync(s => s.ExecuteAsync(sql)));
        Assert.Contains("is kept as it was", failure.Message, StringComparison.Ordinal);
    }

    private static (int Open, int Explained) Counts(LedgerFindings findings) => (findings.Open.Count, findings.Explained.Count);

    private Task<LedgerFindings> CheckAsync() => desk.CheckAsync(first, Now);

    private Task<AnnotationHub.Web.Earnings.PostingOutcome> ForgeAsync(long amountE4) => world.Database.WriteAsync(s =>
        world.Ledger.PostAsync(s, LedgerRules.Bonus("careful-month/1", world.Annotators[0], "2026-11", new Money(amountE4, "CNY")), Now));

    private async Task EarnAsync()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        await world.Database.WriteAsync(async s =>
        {
            await LedgerWorld.DecideAsync(s, work, "accepted", null, LedgerWorld.Start);
            return await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
        });
    }
}

public sealed class SqliteLedgerDeskTests : LedgerDeskTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerLedgerDeskTests : LedgerDeskTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
