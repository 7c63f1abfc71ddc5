using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;

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
    [InlineData("UPDATE ledger_balance SET amount_e4 = 24001 WHERE amount_e4 = 24000", "is 24001 ten-thousandths and should be 24000")]
    [InlineData("UPDATE ledger_day SET amount_e4 = 24001 WHERE amount_e4 = 24000", "2026-11-24 of Payable")]
    [InlineData("UPDATE annotation SET state = 'pending'", "by decisions and prices alone")]
    [InlineData("UPDATE assignment SET price_e4 = 9000", "by decisions and prices alone")]
    public async Task Verify_EditedFile_NamesTheRow(string edit, string expected)
    {
        foreach (var trigger in await world.Database.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await world.Database.WriteAsync(s => s.ExecuteAsync($"DROP TRIGGER {trigger}"));
        await world.Database.WriteAsync(s => s.ExecuteAsync(edit));
        Assert.Contains(await FindAsync(), d => d.Contains(expected, StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<string>> FindAsync() => new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None);
}
