using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Payouts.Bank;
using AnnotationHub.Web.Earnings.Proof;
using Microsoft.AspNetCore.DataProtection;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>The bank's file is handed out only once it is kept, whatever write fails: what a bank has is what every later export gives.</summary>
public sealed class PayoutFileCrashTests : IAsyncLifetime
{
    private static readonly BankTemplate Template = new(
        "bank", new Dictionary<string, string>(), "utf-8", ',', [new("no", BankField.ItemNumber, null), new("account", BankField.AccountNumber, null), new("amount", BankField.Amount, null)]);

    // As an operator's edit between two exports leaves it: other bytes, were they made anew.
    private static readonly BankTemplate Edited = Template with { Delimiter = ';', Header = false };

    private readonly PayeeVault vault = new(new EphemeralDataProtectionProvider());
    private LedgerWorld world = null!;
    private TestDatabase test = null!;
    private Guid second;
    private Guid batch;

    public async ValueTask InitializeAsync()
    {
        test = await TestDatabase.SqliteAsync();
        world = await LedgerWorld.CreateAsync(test, annotators: 3);
        second = await world.UserAsync();
        var details = vault.Protect(new PayeeDetails("n", "11010519491231002X", "13800138000", "4111111111111111", "b", ""));
        foreach (var annotator in world.Annotators)
        {
            var work = await world.AccruedAsync(annotator, priceE4: 10_000);
            await world.Database.WriteAsync(async s =>
            {
                await LedgerWorld.DecideAsync(s, work, "accepted", null, LedgerWorld.Start);
                await s.ExecuteAsync("INSERT INTO payee VALUES (@annotator, 'n', '1111', @details, @annotator, 0)", new { annotator, details });
                return await world.Ledger.ResolveAcceptedAsync(s, work, null, LedgerWorld.Start);
            });
        }

        await PayoutCrash.PrepareAsync(world.Database);
        var payouts = new PayoutStore(world.Ledger);
        batch = (await world.Database.WriteAsync(s => payouts.DrawUpAsync(s, "CNY", world.Supervisor, LedgerWorld.Start)))!.Value;
        await world.Database.WriteAsync(s => payouts.ApproveAsync(s, batch, second, LedgerWorld.Start));
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Export_FailingAtEachWrite_IsKeptWholeOrNotHandedOut()
    {
        var failures = 0;
        byte[] file;
        for (var writes = 0; ; writes++)
        {
            await PayoutCrash.ArmAsync(world.Database, writes);
            try
            {
                file = await ExportAsync(world.Database, Template);
                break;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                failures++;
            }

            await PayoutCrash.ArmAsync(world.Database, 1_000_000);
            Assert.Equal(0, await world.Database.ScalarAsync<long>("SELECT COUNT(*) FROM payout_file"));
            await ProveReservedOnceAsync(world.Database);
        }

        // The record of the proof, and the file.
        Assert.True(failures >= 2, $"only {failures} writes could fail");
        await PayoutCrash.ArmAsync(world.Database, 1_000_000);
        Assert.Equal(file, await ExportAsync(world.Database, Edited));
        await ProveReservedOnceAsync(world.Database);
    }

    [Fact]
    public async Task Settle_FailingAfterTheExport_LeavesTheFileAsItWas()
    {
        var file = await ExportAsync(world.Database, Template);
        for (var writes = 0; writes < 3; writes++)
        {
            await PayoutCrash.ArmAsync(world.Database, writes);
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() =>
                world.Database.WriteAsync(s => new PayoutStore(world.Ledger).SettleAsync(s, batch, 1, paid: false, "查无此户", second, LedgerWorld.Start)));
        }

        await PayoutCrash.ArmAsync(world.Database, 1_000_000);
        Assert.Equal(file, await ExportAsync(world.Database, Edited));
        await ProveReservedOnceAsync(world.Database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Power_LostAroundTheExport_LaterExportsGiveOneFile(bool afterExport)
    {
        var copy = Directory.CreateTempSubdirectory("annotationhub-crash-");
        if (!afterExport) PayoutCrash.CopyTo(copy, test);
        var handedOut = await ExportAsync(world.Database, Template);
        if (afterExport) PayoutCrash.CopyTo(copy, test);

        await using (var found = Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(copy.FullName, "test.db") }, copy.FullName))
        {
            var first = await ExportAsync(found, afterExport ? Edited : Template);
            Assert.Equal(handedOut, first);
            Assert.Equal(first, await ExportAsync(found, Edited));
            Assert.Equal(1, await found.ScalarAsync<long>("SELECT COUNT(*) FROM payout_file"));
            await ProveReservedOnceAsync(found);
        }

        copy.Delete(recursive: true);
    }

    // A new export of the same program: the file is made by what is in the database alone.
    private async Task<byte[]> ExportAsync(Database database, BankTemplate template)
    {
        var export = new BankExport(database, new PayoutReader(database), vault, new LedgerDesk(database, world.Ledger));
        var (outcome, bytes) = await export.ExportAsync(batch, template, second, LedgerWorld.Start);
        Assert.Equal(BankExportOutcome.Exported, outcome);
        return bytes;
    }

    private static async Task ProveReservedOnceAsync(Database database)
    {
        Assert.Equal(30_000, await database.ScalarAsync<long>("SELECT SUM(b.amount_e4) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'clearing'"));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT COUNT(*) FROM payout_batch"));
        Assert.Empty(await new LedgerVerification(database).FindDifferencesAsync(CancellationToken.None));
    }
}
