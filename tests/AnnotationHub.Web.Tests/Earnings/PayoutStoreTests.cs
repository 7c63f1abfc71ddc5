using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Proof;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

public abstract class PayoutStoreTests : IAsyncLifetime
{
    private LedgerWorld world = null!;
    private PayoutStore payouts = null!;
    private PayoutReader reader = null!;
    private Guid second;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        world = await LedgerWorld.CreateAsync(await CreateAsync());
        payouts = new PayoutStore(world.Ledger);
        reader = new PayoutReader(world.Database);
        second = await world.UserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task DrawUp_Payable_ReservesWholeFenAndCarriesTheRest()
    {
        await EarnAsync(world.Annotators[0], 12_345);
        await EarnAsync(world.Annotators[1], 99);
        var (batch, items) = (await reader.FindAsync((await DrawUpAsync())!.Value))!.Value;
        var item = Assert.Single(items);
        Assert.Equal((12_300, 12_300, 1), (item.AmountE4, batch.TotalE4, batch.ItemCount));
        Assert.Equal(45, await world.BalanceAsync(Payable, world.Annotators[0]));
        Assert.Equal(12_300, await world.BalanceAsync(Clearing, world.Annotators[0]));
        Assert.Null(await DrawUpAsync());
    }

    [Fact]
    public async Task DrawUp_ManyAtOnce_ReservesOnce()
    {
        await EarnAsync(world.Annotators[0], 10_000);
        var batches = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(DrawUpAsync)));
        Assert.Single(batches, b => b is not null);
        Assert.Equal(10_000, await world.BalanceAsync(Clearing, world.Annotators[0]));
    }

    [Fact]
    public async Task Approve_ByTheOneWhoDrewUp_IsRefused()
    {
        await EarnAsync(world.Annotators[0], 10_000);
        var id = (await DrawUpAsync())!.Value;
        Assert.Equal(SettleOutcome.NotApproved, await SettleAsync(id, paid: true));
        Assert.Equal(ApproveOutcome.SamePerson, await ApproveAsync(id, world.Supervisor));
        Assert.Equal(ApproveOutcome.Approved, await ApproveAsync(id, second));
        Assert.Equal(ApproveOutcome.NotDrawnUp, await ApproveAsync(id, second));
        Assert.Equal(ApproveOutcome.NotFound, await ApproveAsync(Guid.NewGuid(), second));
    }

    [Theory]
    [InlineData(true, Bank)]
    [InlineData(false, Payable)]
    public async Task Settle_Twice_MovesTheMoneyOnce(bool paid, LedgerAccountKind to)
    {
        await EarnAsync(world.Annotators[0], 10_000);
        var id = (await DrawUpAsync())!.Value;
        await ApproveAsync(id, second);
        Assert.Equal(SettleOutcome.Settled, await SettleAsync(id, paid));
        Assert.Equal(SettleOutcome.AlreadySettled, await SettleAsync(id, paid));
        Assert.Equal(SettleOutcome.SettledOtherwise, await SettleAsync(id, !paid));
        Assert.Equal(10_000, await world.BalanceAsync(to, world.Annotators[0]));
        Assert.Equal("settled", (await reader.FindAsync(id))!.Value.Batch.State);
        await ProveAsync();
    }

    [Fact]
    public async Task Correct_PaidMoneyThatCameBack_IsPayableAgainAndNewItem()
    {
        var annotator = world.Annotators[0];
        await EarnAsync(annotator, 10_000);
        var id = (await DrawUpAsync())!.Value;
        Assert.Equal(CorrectOutcome.NotSettled, await CorrectAsync(id, paid: false));
        await ApproveAsync(id, second);
        await SettleAsync(id, paid: true);
        Assert.Equal(CorrectOutcome.AlreadySo, await CorrectAsync(id, paid: true));
        Assert.Equal(CorrectOutcome.NotFound, await CorrectAsync(Guid.NewGuid(), paid: false));
        Assert.Equal(CorrectOutcome.Corrected, await CorrectAsync(id, paid: false));
        Assert.Equal((10_000, 0, 0), (await world.BalanceAsync(Payable, annotator), await world.BalanceAsync(Bank, annotator), await world.BalanceAsync(Clearing, annotator)));
        await ProveAsync();

        // There and back again, each naming the one before; then it goes out anew, and the old item can no longer be called paid.
        Assert.Equal(CorrectOutcome.Corrected, await CorrectAsync(id, paid: true));
        Assert.Equal(CorrectOutcome.Corrected, await CorrectAsync(id, paid: false));
        await ProveAsync();
        var again = (await DrawUpAsync())!.Value;
        Assert.NotEqual(id, again);
        Assert.Equal(CorrectOutcome.MoneyGone, await CorrectAsync(id, paid: true));
        Assert.Equal(3, await world.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'reversed'"));
        await ProveAsync();
    }

    [Fact]
    public async Task Correct_TwentyAtOnce_MovesTheMoneyOnce()
    {
        await EarnAsync(world.Annotators[0], 10_000);
        var id = (await DrawUpAsync())!.Value;
        await ApproveAsync(id, second);
        await SettleAsync(id, paid: true);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CorrectAsync(id, paid: false))));
        Assert.Single(outcomes, CorrectOutcome.Corrected);
        Assert.Equal(10_000, await world.BalanceAsync(Payable, world.Annotators[0]));
        await ProveAsync();
    }

    [Fact]
    public async Task DrawUp_MoreThanAThousandPeople_TakesAThousandAndLeavesTheRestForTheNext()
    {
        var people = PayoutRules.MaximumItems + 1;
        for (var i = 0; i < people; i++) await EarnAsync(await world.UserAsync(), 10_000);
        var first = (await reader.FindAsync((await DrawUpAsync())!.Value))!.Value;
        var second = (await reader.FindAsync((await DrawUpAsync())!.Value))!.Value;
        Assert.Equal((PayoutRules.MaximumItems, 1), (first.Items.Count, second.Items.Count));
        Assert.Equal(first.Batch.TotalE4, first.Items.Sum(i => i.AmountE4));
        Assert.Equal(people, first.Items.Concat(second.Items).Select(i => i.AnnotatorId).Distinct().Count());
        Assert.Null(await DrawUpAsync());
        await ProveAsync();
    }

    [Fact]
    public async Task File_BeforeAndAfterSettling_IsTheSameBytes()
    {
        await EarnAsync(world.Annotators[0], 123_400);
        var id = (await DrawUpAsync())!.Value;
        var before = await FileAsync(id);
        await ApproveAsync(id, second);
        await SettleAsync(id, paid: true);
        Assert.Equal(before, await FileAsync(id));
        Assert.Equal("﻿序号,户名,金额,币种,用途\r\n1,person2,12.34,CNY,AnnotationHub 000001-0001\r\n", System.Text.Encoding.UTF8.GetString(before));
    }

    [Theory]
    [InlineData("UPDATE payout_item SET amount_e4 = 100")]
    [InlineData("UPDATE payout_item SET payee_name = 'x'")]
    [InlineData("DELETE FROM payout_item")]
    [InlineData("UPDATE payout_batch SET total_e4 = 100")]
    [InlineData("UPDATE payout_batch SET number = 7")]
    [InlineData("DELETE FROM payout_batch")]
    public async Task Item_Edited_IsRefusedByTheDatabase(string sql)
    {
        await EarnAsync(world.Annotators[0], 10_000);
        await DrawUpAsync();
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => world.Database.WriteAsync(s => s.ExecuteAsync(sql)));
        Assert.Contains("frozen", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_ByTheSecondPerson_MakesTheMoneyPayableAgainAndKeepsTheNumber()
    {
        await EarnAsync(world.Annotators[0], 10_000);
        await EarnAsync(world.Annotators[1], 2_000);
        var id = (await DrawUpAsync())!.Value;
        Assert.Equal(RefuseOutcome.SamePerson, await RefuseAsync(id, world.Supervisor));
        Assert.Equal(RefuseOutcome.NotFound, await RefuseAsync(Guid.NewGuid(), second));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => RefuseAsync(id, second))));
        Assert.Single(outcomes, RefuseOutcome.Refused);
        Assert.Equal(9, outcomes.Count(o => o == RefuseOutcome.AlreadyRefused));
        Assert.Equal((10_000, 0), (await world.BalanceAsync(Payable, world.Annotators[0]), await world.BalanceAsync(Clearing, world.Annotators[0])));
        var (batch, items) = (await reader.FindAsync(id))!.Value;
        Assert.Equal(("refused", false), (batch.State, batch.IsApproved));
        Assert.All(items, i => Assert.Equal(("bounced", "金额不对"), (i.State, i.Note)));
        // Nothing leads on from there.
        Assert.Equal(ApproveOutcome.Refused, await ApproveAsync(id, second));
        Assert.Equal(SettleOutcome.SettledOtherwise, await SettleAsync(id, paid: true));
        Assert.Equal(CorrectOutcome.NotSettled, await CorrectAsync(id, paid: true));
        await ProveAsync();

        var next = (await reader.FindAsync((await DrawUpAsync())!.Value))!.Value.Batch;
        Assert.Equal((batch.Number + 1, 12_000), (next.Number, next.TotalE4));
        await ApproveAsync(next.Id, second);
        Assert.Equal(RefuseOutcome.AlreadyApproved, await RefuseAsync(next.Id, second));
        await ProveAsync();
    }

    [Fact]
    public async Task WageRecord_CorrectedInALaterMonth_StaysAsItWas()
    {
        await EarnAsync(world.Annotators[0], 10_000);
        var id = (await DrawUpAsync())!.Value;
        await ApproveAsync(id, second);
        await SettleAsync(id, paid: true);
        var december = LedgerWorld.Start.AddDays(20);
        var (november, next) = (BusinessDay.At(LedgerWorld.Start), BusinessDay.At(december));
        var before = await ProofsAsync(november);
        Assert.Equal(0, Assert.Single(before).IsTakenBack);
        await new ItemCorrections(world.Database, world.Ledger).CorrectAsync(id, 1, paid: false, "银行退票", second, december);
        Assert.Equal(Show(before), Show(await ProofsAsync(november)));
        Assert.Equal(1, Assert.Single(await ProofsAsync(next)).IsTakenBack);
        await new ItemCorrections(world.Database, world.Ledger).CorrectAsync(id, 1, paid: true, "到账了", second, december.AddDays(1));
        Assert.Equal(Show(before), Show(await ProofsAsync(november)));
        Assert.Equal([1, 0], (await ProofsAsync(next)).Select(p => p.IsTakenBack));
    }

    private static IEnumerable<(long, int, DateTimeOffset, int)> Show(IEnumerable<PaidItem> items) => items.Select(i => (i.Number, i.ItemNumber, i.SettledAt, i.IsTakenBack));

    private async Task<IReadOnlyList<PaidItem>> ProofsAsync(BusinessDay month)
    {
        var vault = new AnnotationHub.Web.Earnings.Payees.PayeeVault(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider());
        var payslips = new AnnotationHub.Web.Earnings.Payslips.PayslipStore(world.Database, new AnnotationHub.Web.Earnings.EarningsStore(world.Database, Microsoft.Extensions.Options.Options.Create(new AnnotationHub.Web.Earnings.EarningsOptions())));
        return (await new WageRecordStore(world.Database, payslips, vault).FindAsync(month, withNumbers: false)).SelectMany(l => l.Paid).ToList();
    }

    private Task<RefuseOutcome> RefuseAsync(Guid id, Guid by) => world.Database.WriteAsync(s => payouts.RefuseAsync(s, id, "金额不对", by, LedgerWorld.Start));

    private async Task EarnAsync(Guid annotator, long amountE4)
    {
        var work = await world.AccruedAsync(annotator, amountE4);
        await world.Database.WriteAsync(async s =>
        {
            await LedgerWorld.DecideAsync(s, work, "accepted", null, LedgerWorld.Start);
            return await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
        });
    }

    private Task<Guid?> DrawUpAsync() => world.Database.WriteAsync(s => payouts.DrawUpAsync(s, "CNY", world.Supervisor, LedgerWorld.Start));

    private Task<ApproveOutcome> ApproveAsync(Guid id, Guid by) => world.Database.WriteAsync(s => payouts.ApproveAsync(s, id, by, LedgerWorld.Start));

    private Task<SettleOutcome> SettleAsync(Guid id, bool paid) =>
        world.Database.WriteAsync(s => payouts.SettleAsync(s, id, 1, paid, null, second, LedgerWorld.Start));

    private Task<CorrectOutcome> CorrectAsync(Guid id, bool paid) =>
        new ItemCorrections(world.Database, world.Ledger).CorrectAsync(id, 1, paid, "银行退票", second, LedgerWorld.Start);

    private async Task ProveAsync() => Assert.Empty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));

    private async Task<byte[]> FileAsync(Guid id)
    {
        var (batch, items) = (await reader.FindAsync(id))!.Value;
        return PayoutFile.Of(batch, items);
    }
}

public sealed class SqlitePayoutStoreTests : PayoutStoreTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerPayoutStoreTests : PayoutStoreTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
