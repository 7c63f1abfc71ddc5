using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Earnings.Payslips;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>A month read by where its days lie in the ledger is the month read from the whole ledger, also where clocks disagree about midnight.</summary>
public abstract class LedgerDaysTests
{
    private const string WholeSql = """
        SELECT COALESCE(SUM(e.amount_e4), 0)
        FROM ledger_entry e JOIN ledger_transaction t ON t.seq = e.seq
        WHERE e.account_id = @held AND t.business_date >= @first AND t.business_date < @after
        """;

    private const string LastSql = """
        SELECT t.hash FROM ledger_transaction t WHERE t.seq =
            (SELECT MAX(e.seq) FROM ledger_entry e JOIN ledger_transaction x ON x.seq = e.seq WHERE e.account_id = @held AND x.business_date < @after)
        """;

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Payslip_OfMonthsWithEmptyDaysAndClocksThatDisagree_IsTheSumOfTheWholeLedger()
    {
        await using var world = await LedgerWorld.CreateAsync(await CreateAsync());
        var payslips = new PayslipStore(world.Database, new EarningsStore(world.Database, Options.Create(new EarningsOptions())));
        var random = new Random(3);
        // The first of a month in Shanghai, and the hours about it: every second transaction comes from a clock that is behind.
        foreach (var midnight in (DateTimeOffset[])[new(2026, 9, 30, 16, 0, 0, default), new(2026, 10, 31, 16, 0, 0, default), new(2026, 11, 30, 16, 0, 0, default)])
            for (var i = -8; i < 8; i++)
                await AccrueAsync(world, midnight.AddMilliseconds((i * 40) - (i % 2 == 0 ? 90 : 0)), random.Next(1, 9_999));

        foreach (var month in (BusinessDay[])[new(new DateOnly(2026, 8, 1)), new(new DateOnly(2026, 9, 1)), new(new DateOnly(2026, 10, 1)), new(new DateOnly(2026, 11, 1)), new(new DateOnly(2026, 12, 1)), new(new DateOnly(2027, 1, 1))])
        {
            var (held, first, after) = (LedgerAccount.Held(world.Annotators[0], "CNY").Id, month.ToString(), new BusinessDay(month.Date.AddMonths(1)).ToString());
            var payslip = await payslips.FindAsync(world.Annotators[0], month);
            Assert.Equal(await world.Database.ScalarAsync<long>(WholeSql, new { held, first, after }), payslip.GrossE4);
            var last = await world.Database.ScalarAsync<byte[]>(LastSql, new { held, after });
            Assert.Equal(last is null ? null : Convert.ToHexString(last)[..16], payslip.Reference);
        }
    }

    private static Task<PostingOutcome> AccrueAsync(LedgerWorld world, DateTimeOffset at, long priceE4) => world.Database.WriteAsync(async s =>
        await world.Ledger.AccrueAsync(
            s, await LedgerWorld.SubmittedAsync(s, world.Annotators[0], priceE4, 4000, world.Projects[0], at), TimeSpan.FromMinutes(1), at));
}

public sealed class SqliteLedgerDaysTests : LedgerDaysTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerLedgerDaysTests : LedgerDaysTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
