using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Proof;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>
/// Whatever write of the payout path fails, and wherever the power goes: money is reserved once or not at all, and the second
/// try ends where the first would have. On SQLite, whose files a crash leaves behind can be copied.
/// </summary>
public sealed class PayoutCrashTests : IAsyncLifetime
{
    private LedgerWorld world = null!;
    private TestDatabase test = null!;
    private PayoutStore payouts = null!;
    private Guid second;

    public async ValueTask InitializeAsync()
    {
        test = await TestDatabase.SqliteAsync();
        world = await LedgerWorld.CreateAsync(test, annotators: 3);
        payouts = new PayoutStore(world.Ledger);
        second = await world.UserAsync();
        foreach (var annotator in world.Annotators)
        {
            await EarnAsync(annotator);
            await world.Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO payee VALUES (@annotator, 'n', '1111', 'x', @annotator, 0)", new { annotator }));
        }

        await PayoutCrash.PrepareAsync(world.Database);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Path_FailingAtEachWrite_NeverReservesTwice()
    {
        var failures = 0;
        for (var writes = 0; ; writes++)
        {
            await ArmAsync(writes);
            try
            {
                await DrawUpAsync(world.Database);
                break;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                failures++;
            }

            await ArmAsync(1_000_000);
            Assert.Equal((0L, 0L), (await CountAsync(world.Database, "payout_batch"), await ClearingAsync(world.Database)));
        }

        // Three people: a batch, three items, and for each two accounts in three tables, a transaction, its entries and the head.
        Assert.True(failures > 30, $"only {failures} writes could fail");
        await ArmAsync(1_000_000);
        Assert.Equal(30_000, await ClearingAsync(world.Database));
        Assert.Null(await DrawUpAsync(world.Database));
        await ProveAsync(world.Database);
    }

    [Fact]
    public async Task Settle_FailingAtEachWrite_PaysOnce()
    {
        var batch = (await DrawUpAsync(world.Database))!.Value;
        await world.Database.WriteAsync(s => payouts.ApproveAsync(s, batch, second, LedgerWorld.Start));
        var failures = 0;
        for (var writes = 0; ; writes++)
        {
            await ArmAsync(writes);
            try
            {
                await world.Database.WriteAsync(s => payouts.SettleAsync(s, batch, 1, paid: true, null, second, LedgerWorld.Start));
                break;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                failures++;
            }
        }

        await ArmAsync(1_000_000);
        Assert.True(failures > 8, $"only {failures} writes could fail");
        var paid = await world.Database.ScalarAsync<long>("SELECT SUM(b.amount_e4) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'bank'");
        Assert.Equal(10_000, paid);
        await ProveAsync(world.Database);
    }

    [Theory]
    [InlineData("approve", 0, 30_000)]
    [InlineData("refuse", 30_000, 0)]
    [InlineData("correct", 10_000, 20_000)]
    public async Task Decision_FailingAtEachWrite_HappensOnceAndWhole(string decision, long payableE4, long clearingE4)
    {
        var batch = (await DrawUpAsync(world.Database))!.Value;
        if (decision == "correct")
        {
            await world.Database.WriteAsync(s => payouts.ApproveAsync(s, batch, second, LedgerWorld.Start));
            await world.Database.WriteAsync(s => payouts.SettleAsync(s, batch, 1, paid: true, null, second, LedgerWorld.Start));
        }

        var failures = 0;
        for (var writes = 0; ; writes++)
        {
            await ArmAsync(writes);
            try
            {
                await DecideAsync();
                break;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                failures++;
            }
        }

        await ArmAsync(1_000_000);
        Assert.True(failures >= (decision == "approve" ? 1 : 8), $"only {failures} writes could fail");
        // Asked again, as whoever got no answer does.
        await DecideAsync();
        var payable = await world.Database.ScalarAsync<long>("SELECT SUM(b.amount_e4) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'payable'");
        Assert.Equal((payableE4, clearingE4), (payable, await ClearingAsync(world.Database)));
        await ProveAsync(world.Database);

        Task DecideAsync() => decision switch
        {
            "approve" => world.Database.WriteAsync(s => payouts.ApproveAsync(s, batch, second, LedgerWorld.Start)),
            "refuse" => world.Database.WriteAsync(s => payouts.RefuseAsync(s, batch, "不对", second, LedgerWorld.Start)),
            _ => new ItemCorrections(world.Database, world.Ledger).CorrectAsync(batch, 1, paid: false, "银行退票", second, LedgerWorld.Start),
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Power_LostAroundTheCommit_SecondTryReservesOnce(bool afterCommit)
    {
        var copy = Directory.CreateTempSubdirectory("annotationhub-crash-");
        if (afterCommit)
        {
            await DrawUpAsync(world.Database);
            PayoutCrash.CopyTo(copy, test);
        }
        else
        {
            await Assert.ThrowsAsync<IOException>(() => world.Database.WriteAsync<Guid?>(async s =>
            {
                await payouts.DrawUpAsync(s, "CNY", world.Supervisor, LedgerWorld.Start);
                PayoutCrash.CopyTo(copy, test);
                throw new IOException("power");
            }));
        }

        await using (var found = Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(copy.FullName, "test.db") }, copy.FullName))
        {
            // Nobody was told, so somebody tries again.
            Assert.Equal(afterCommit, await DrawUpAsync(found) is null);
            Assert.Equal((1L, 30_000L), (await CountAsync(found, "payout_batch"), await ClearingAsync(found)));
            await ProveAsync(found);
        }

        copy.Delete(recursive: true);
    }

    private async Task EarnAsync(Guid annotator)
    {
        var work = await world.AccruedAsync(annotator, priceE4: 10_000);
        await world.Database.WriteAsync(async s =>
        {
            await LedgerWorld.DecideAsync(s, work, "accepted", null, LedgerWorld.Start);
            return await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
        });
    }

    private Task<int> ArmAsync(int writes) => PayoutCrash.ArmAsync(world.Database, writes);

    private Task<Guid?> DrawUpAsync(Database database) =>
        database.WriteAsync(s => payouts.DrawUpAsync(s, "CNY", world.Supervisor, LedgerWorld.Start));

    private static Task<long> ClearingAsync(Database database) => database.ScalarAsync<long>(
        "SELECT COALESCE(SUM(b.amount_e4), 0) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'clearing'");

    private static Task<long> CountAsync(Database database, string table) => database.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}");

    private static async Task ProveAsync(Database database) =>
        Assert.Empty(await new LedgerVerification(database).FindDifferencesAsync(CancellationToken.None));
}
