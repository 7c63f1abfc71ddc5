using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Proof;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Whoever edits the file behind the program's back is found out.</summary>
public sealed class LedgerVerificationTests : IAsyncLifetime
{
    private LedgerWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await LedgerWorld.CreateAsync(await TestDatabase.SqliteAsync());
        for (var i = 0; i < 3; i++)
        {
            var work = await world.AccruedAsync(world.Annotators[0]);
            await world.Database.WriteAsync(async s =>
            {
                await LedgerWorld.DecideAsync(s, work, "accepted", null, LedgerWorld.Start);
                return await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
            });
        }
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Verify_UntouchedLedger_IsClean() => Assert.Empty(await FindAsync());

    [Theory]
    [InlineData("UPDATE ledger_entry SET amount_e4 = amount_e4 * 2 WHERE seq = 2", "transaction 2 was changed")]
    [InlineData("UPDATE ledger_entry SET amount_e4 = amount_e4 + 1 WHERE seq = 2 AND line_number = 1", "transaction 2 is broken")]
    [InlineData("UPDATE ledger_transaction SET occurred_at = occurred_at + 1 WHERE seq = 4", "transaction 4 was changed")]
    [InlineData("UPDATE ledger_transaction SET business_date = '2026-11-23' WHERE seq = 4", "on business day 2026-11-23 by mistake")]
    [InlineData("DELETE FROM ledger_entry WHERE seq = 3; DELETE FROM ledger_transaction WHERE seq = 3", "transaction 3 is missing")]
    [InlineData("DELETE FROM ledger_entry WHERE seq = 6; DELETE FROM ledger_transaction WHERE seq = 6", "the chain ends at 5")]
    [InlineData("UPDATE ledger_balance SET amount_e4 = 24001 WHERE amount_e4 = 24000", "the balance of Payable")]
    [InlineData("UPDATE ledger_day SET amount_e4 = 24001 WHERE amount_e4 = 24000", "2026-11-24 of Payable")]
    [InlineData("UPDATE annotation SET state = 'pending'", "by decisions and prices alone")]
    [InlineData("UPDATE assignment SET price_e4 = 9000", "by decisions and prices alone, Payable")]
    [InlineData("UPDATE assignment SET price_e4 = 9000", "by decisions and prices alone, ProjectCost")]
    [InlineData("UPDATE annotation SET state = 'pending'", "transaction 2 has no decision, payout or rule behind it")]
    [InlineData("UPDATE annotation SET state = 'rejected', reason_code = 'copied'", "transaction 6 has no decision, payout or rule behind it")]
    public async Task Verify_EditedFile_NamesTheRow(string edit, string expected)
    {
        foreach (var trigger in await world.Database.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await world.Database.WriteAsync(s => s.ExecuteAsync($"DROP TRIGGER {trigger}"));
        await world.Database.WriteAsync(s => s.ExecuteAsync(edit));
        Assert.Contains(await FindAsync(), d => d.Contains(expected, StringComparison.Ordinal));
    }

    /// <summary>Who writes through the program's own store has chain and balances right, and is still found out.</summary>
    [Fact]
    public async Task Verify_ForgedPosting_NamesTheRowThatNothingIsBehind()
    {
        await world.Database.WriteAsync(s => world.Ledger.PostAsync(s, LedgerRules.Bonus("careful-month/1", world.Annotators[1], "2026-11", new Money(100, "CNY")), LedgerWorld.Start));
        var differences = await FindAsync();
        Assert.Contains("transaction 7 has no decision, payout or rule behind it", differences);
        Assert.Contains($"by decisions and prices alone, Payable of {world.Annotators[1]:D} has 100 ten-thousandths too many", differences);
        Assert.DoesNotContain(differences, d => d.Contains("changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_BonusThatItsRuleWouldNotPay_IsNamed()
    {
        await world.Database.WriteAsync(async s =>
        {
            await world.Ledger.PostAsync(s, LedgerRules.Bonus("first-hundred/1", world.Annotators[1], "2026-11", new Money(20_0000, "CNY")), LedgerWorld.Start);
            await s.ExecuteAsync("INSERT INTO bonus_grant VALUES (@who, 'first-hundred/1', '2026-11', 'CNY', 10, 10, 10, 80000, 20, 200000)", new { who = world.Annotators[1] });
        });
        Assert.Equal([$"bonus first-hundred/1 of {world.Annotators[1]:D} for 2026-11 is 200000 ten-thousandths and should be 0"], await FindAsync());
    }

    /// <summary>A whole chain made anew after an edit holds by itself; that it was another one when it was proved last does not.</summary>
    [Fact]
    public async Task Verify_ChainRewrittenAfterACheck_NamesTheCheck()
    {
        await new LedgerDesk(world.Database, world.Ledger).CheckAsync(world.Supervisor, LedgerWorld.Start);
        foreach (var trigger in await world.Database.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await world.Database.WriteAsync(s => s.ExecuteAsync($"DROP TRIGGER {trigger}"));
        await world.Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("DELETE FROM ledger_entry WHERE seq = 6");
            await s.ExecuteAsync("DELETE FROM ledger_transaction WHERE seq = 6");
            await s.ExecuteAsync("UPDATE ledger_head SET last_seq = 5, hash = (SELECT hash FROM ledger_transaction WHERE seq = 5)");
        });
        Assert.Contains("the chain up to 6 is another one than was proved at 2026-11-24T04:00:00Z", await FindAsync());
    }

    private Task<IReadOnlyList<string>> FindAsync() => new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None);
}
