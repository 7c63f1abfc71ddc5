using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Earnings.Proof;
using AnnotationHub.Web.Earnings.Rules;
using Microsoft.Extensions.Options;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Days below the floor and bonuses: paid once, explained to the client, and proved with the rest.</summary>
public abstract class WageRulesDeskTests : IAsyncLifetime
{
    private static readonly DateTimeOffset NextDay = LedgerWorld.Start.AddDays(1);

    private readonly List<AnnotationPosting> rejected = [];
    private LedgerWorld world = null!;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync() => world = await LedgerWorld.CreateAsync(await CreateAsync(), projects: 2);

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task TopUp_DayBelowTheFloor_IsPaidOnceAndToldToTheClient()
    {
        // 30 faces of a minute for 0.20: 6.00 in half an hour, whose floor is 10.65.
        await WorkAsync(world.Annotators[0], 30, 2000, "accepted");
        await WorkAsync(world.Annotators[1], 30, 8000, "accepted");
        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => TopUps().RunAsync(NextDay))));
        Assert.Equal(1, runs.Sum());
        Assert.Equal(6_0000 + 4_6500, await world.BalanceAsync(Payable, world.Annotators[0]));
        Assert.Equal(30 * 8000, await world.BalanceAsync(Payable, world.Annotators[1]));
        Assert.Equal(4_6500, await world.Database.ScalarAsync<long>("SELECT amount_e4 FROM wage_top_up WHERE project_id = @id", new { id = world.Projects[0] }));
        await ProveAsync();
    }

    [Fact]
    public async Task TopUp_FacesUndecided_WaitsForThem()
    {
        await WorkAsync(world.Annotators[0], 30, 2000, "accepted");
        await WorkAsync(world.Annotators[0], 1, 2000, null);
        Assert.Equal(0, await TopUps().RunAsync(NextDay));
        Assert.Equal(0, await TopUps().RunAsync(LedgerWorld.Start));
        Assert.Equal(1, await TopUps().RunAsync(LedgerWorld.Start.AddDays(TopUpDesk.WaitDays)));
        await ProveAsync();
    }

    [Fact]
    public async Task TopUp_RejectedWork_IsNotToppedUp()
    {
        await WorkAsync(world.Annotators[0], 30, 2000, "rejected");
        Assert.Equal(0, await TopUps().RunAsync(NextDay));
    }

    [Fact]
    public async Task TopUp_RejectionThatMayStillBeContested_IsWaitedForAndCountsWhereItIsUpheld()
    {
        await WorkAsync(world.Annotators[0], 29, 2000, "accepted");
        await WorkAsync(world.Annotators[0], 1, 2000, "rejected");
        Assert.Equal(0, await TopUps().RunAsync(NextDay));
        var appeals = new AnnotationHub.Web.Earnings.Appeals.AppealStore(world.Ledger);
        var trace = (await world.Database.ScalarAsync<string>("SELECT t.trace_code FROM task t JOIN annotation a ON a.task_id = t.id WHERE a.state = 'rejected'"))!;
        await world.Database.WriteAsync(s => appeals.FileAsync(s, world.Annotators[0], trace, "没错", NextDay));
        // Open, the days in which it could be filed over: still no last word.
        Assert.Equal(0, await TopUps().RunAsync(NextDay.AddDays(3)));
        var id = await world.Database.ScalarAsync<Guid>("SELECT id FROM appeal");
        await world.Database.WriteAsync(s => appeals.DecideAsync(s, id, uphold: true, null, null, NextDay.AddDays(3)));
        Assert.Equal(1, await TopUps().RunAsync(NextDay.AddDays(4)));
        Assert.Equal(6_0000 + 4_6500, await world.BalanceAsync(Payable, world.Annotators[0]));
        await ProveAsync();
    }

    [Fact]
    public async Task TopUp_SumWithoutItsReason_IsFoundByTheProof()
    {
        await WorkAsync(world.Annotators[0], 30, 2000, "accepted");
        await TopUps().RunAsync(NextDay);
        await world.Database.WriteAsync(s => s.ExecuteAsync("UPDATE wage_top_up SET amount_e4 = 1"));
        Assert.Contains(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None), d => d.Contains("by decisions and prices alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bonus_CarefulMonth_IsPaidOnceAfterTheFourth()
    {
        await WorkAsync(world.Annotators[0], 100, 8000, "accepted");
        await WorkAsync(world.Annotators[1], 99, 8000, "accepted");
        var desk = new BonusDesk(world.Database, world.Ledger, Options.Create(new EarningsOptions { Bonuses = ["careful-month/1", "first-hundred/1"] }));
        Assert.Equal(0, await desk.RunAsync(new DateTimeOffset(2026, 12, 4, 10, 0, 0, TimeSpan.Zero)));
        Assert.Equal(2, await desk.RunAsync(new DateTimeOffset(2026, 12, 5, 10, 0, 0, TimeSpan.Zero)));
        Assert.Equal(0, await desk.RunAsync(new DateTimeOffset(2026, 12, 6, 10, 0, 0, TimeSpan.Zero)));
        Assert.Equal(80_0000 + 2_4000 + 20_0000, await world.BalanceAsync(Payable, world.Annotators[0]));
        Assert.Contains($"bonus:careful-month/1:{world.Annotators[0]:D}:2026-11", await world.Database.QueryAsync<string>("SELECT business_key FROM ledger_transaction"));
        await ProveAsync();
    }

    [Theory]
    [InlineData("gold_retirement (task_id, landmarks, misfit, annotators, retired_at) SELECT task_id, x'00', 9.0, 3, decided_at")]
    [InlineData("gold_withdrawal (task_id, landmarks, reason, withdrawn_by, withdrawn_at) SELECT task_id, x'00', 'r', annotator_id, decided_at")]
    [InlineData(null)]
    public async Task Bonus_RejectionsThatWereMadeGood_AreGoodWork(string? wrongKnownFaces)
    {
        await WorkAsync(world.Annotators[0], 97, 8000, "accepted");
        await WorkAsync(world.Annotators[0], 3, 8000, "rejected");
        if (wrongKnownFaces is not null && world.Database.Dialect.Provider == AnnotationHub.Storage.DatabaseProvider.Sqlite)
        {
            await world.Database.WriteAsync(s => s.ExecuteAsync($"INSERT INTO {wrongKnownFaces} FROM annotation WHERE state = 'rejected'"));
            await RestoreAsync();
        }

        var desk = new BonusDesk(world.Database, world.Ledger, Options.Create(new EarningsOptions { Bonuses = ["first-hundred/1"] }));
        var paid = await desk.RunAsync(new DateTimeOffset(2026, 12, 5, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(wrongKnownFaces is null || world.Database.Dialect.Provider != AnnotationHub.Storage.DatabaseProvider.Sqlite ? 0 : 1, paid);
        await ProveAsync();
    }

    [Fact]
    public void Bonus_UnknownRule_StopsTheStart() =>
        Assert.Throws<InvalidOperationException>(() => new BonusDesk(world.Database, world.Ledger, Options.Create(new EarningsOptions { Bonuses = ["no-such/1"] })));

    private async Task RestoreAsync()
    {
        foreach (var work in rejected) await world.Database.WriteAsync(s => world.Ledger.RestoreAsync(s, work, world.Supervisor, LedgerWorld.Start));
    }

    private TopUpDesk TopUps() => new(world.Database, world.Ledger, Options.Create(new EarningsOptions()));

    private Task<bool> WorkAsync(Guid annotator, int faces, long priceE4, string? state) => world.Database.WriteAsync(async s =>
    {
        for (var i = 0; i < faces; i++)
        {
            var work = await LedgerWorld.SubmittedAsync(s, annotator, priceE4, 4000, world.Projects[0], LedgerWorld.Start);
            await world.Ledger.AccrueAsync(s, work, TimeSpan.FromMinutes(1), LedgerWorld.Start);
            if (state is null) continue;
            await LedgerWorld.DecideAsync(s, work, state, state == "rejected" ? RejectionReason.Misplaced : null, LedgerWorld.Start);
            if (state == "accepted") await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
            if (state == "rejected") rejected.Add(work);
            if (state == "rejected") await world.Ledger.ResolveRejectedAsync(s, work, RejectionReason.Misplaced, world.Supervisor, LedgerWorld.Start);
        }

        return true;
    });

    private async Task ProveAsync() => Assert.Empty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
}

public sealed class SqliteWageRulesDeskTests : WageRulesDeskTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerWageRulesDeskTests : WageRulesDeskTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
