using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Proof;
using CsCheck;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Any run of events leaves the ledger as the one on paper, and every proof clean.</summary>
public abstract class LedgerPropertyTests
{
    protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>Set to anything, the runs have their nightly size: 100,000 events in one ledger, and 1,000 seeds.</summary>
    public const string NightlyVariable = "ANNOTATIONHUB_NIGHTLY";

    private static bool IsNightly => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(NightlyVariable));

    /// <summary>Events in one run, and how many runs of different seeds.</summary>
    public static TheoryData<int, int> Sizes => IsNightly ? new() { { 100_000, 1 }, { 100, 1_000 } } : new() { { 10_000, 1 }, { 300, 10 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Ledger_RandomRun_EqualsTheOneOnPaper(int events, int runs)
    {
        // An engine that is not there is a skip only where the sampler cannot wrap it.
        await (await CreateAsync()).DisposeAsync();
        await Gen.Int.SampleAsync(async seed => await RunAsync(events, new Random(seed)), iter: runs, threads: 1);
    }

    private async Task RunAsync(int events, Random random)
    {
        await using var world = await LedgerWorld.CreateAsync(await CreateAsync(), annotators: 12, projects: 3);
        var run = new LedgerRun(world, random, await world.UserAsync());
        for (var done = 0; done < events; done += 100)
        {
            await world.Database.WriteAsync(async session =>
            {
                for (var i = 0; i < 100; i++) await run.StepAsync(session);
                return true;
            });
        }

        await world.Database.WriteAsync(async session =>
        {
            await run.Refused.ProveAsync(session);
            return true;
        });
        foreach (var (who, line) in run.Paper.Lines)
        {
            Assert.True(line.Balances);
            Assert.Equal(line.Held, await world.BalanceAsync(Held, who));
            Assert.Equal(line.Payable, await world.BalanceAsync(Payable, who));
            Assert.Equal(line.Clearing, await world.BalanceAsync(Clearing, who));
            Assert.Equal(line.Paid, await world.BalanceAsync(Bank, who));
        }

        Assert.Equal(0, await world.Database.ScalarAsync<long>("SELECT SUM(amount_e4) FROM ledger_balance"));
        // A kind of event that no run has is one that nothing of this proves.
        if (events >= 10_000) Assert.Equal(Enum.GetValues<LedgerEvent>().Select(EnumText.Of).Order(), await world.Database.QueryAsync<string>("SELECT DISTINCT kind FROM ledger_transaction ORDER BY kind"));
        Assert.Empty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
    }
}

public sealed class SqliteLedgerPropertyTests : LedgerPropertyTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerLedgerPropertyTests : LedgerPropertyTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
