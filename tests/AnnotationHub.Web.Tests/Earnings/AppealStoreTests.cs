using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings.Appeals;
using AnnotationHub.Web.Earnings.Proof;
using Microsoft.Extensions.Logging.Abstractions;
using static AnnotationHub.Domain.Earnings.LedgerAccountKind;

namespace AnnotationHub.Web.Tests.Earnings;

public abstract class AppealStoreTests : IAsyncLifetime
{
    private LedgerWorld world = null!;
    private AppealStore appeals = null!;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        world = await LedgerWorld.CreateAsync(await CreateAsync());
        appeals = new AppealStore(world.Ledger);
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Fact]
    public async Task File_OthersOrPendingOrOldOrTwice_IsToldWhy()
    {
        var pending = await world.AccruedAsync(world.Annotators[0]);
        var rejected = await RejectedAsync();
        Assert.Equal(FileAppealOutcome.NotRejected, await FileAsync(pending));
        Assert.Equal(FileAppealOutcome.NotFound, await FileAsync(rejected with { AnnotatorId = world.Annotators[1] }));
        Assert.Equal(FileAppealOutcome.TooLate, await FileAsync(rejected, LedgerWorld.Start.AddHours(72).AddSeconds(1)));
        Assert.Equal(FileAppealOutcome.Filed, await FileAsync(rejected, LedgerWorld.Start.AddHours(72)));
        Assert.Equal(FileAppealOutcome.AlreadyFiled, await FileAsync(rejected));
    }

    [Fact]
    public async Task Decide_BySupervisorWhoRejected_IsRefusedAndByAnotherPaysTheRest()
    {
        var work = await RejectedAsync();
        var other = await world.UserAsync();
        var id = await FiledAsync(work);
        Assert.Equal(DecideAppealOutcome.SamePerson, await DecideAsync(id, uphold: true, world.Supervisor));
        Assert.Equal(DecideAppealOutcome.Decided, await DecideAsync(id, uphold: true, other));
        Assert.Equal(DecideAppealOutcome.NotOpen, await DecideAsync(id, uphold: false, other));
        Assert.Equal(8000, await world.BalanceAsync(Payable, work.AnnotatorId));
        Assert.Empty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Decide_Dismissed_LeavesTheBaseShare()
    {
        var work = await RejectedAsync();
        await DecideAsync(await FiledAsync(work), uphold: false, await world.UserAsync());
        Assert.Equal(3200, await world.BalanceAsync(Payable, work.AnnotatorId));
        Assert.Empty(await new LedgerVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Clock_AfterSeventyTwoHours_UpholdsAndNotBefore()
    {
        var work = await RejectedAsync();
        await FiledAsync(work);
        using var clock = new AppealClock(world.Database, appeals, TimeProvider.System, NullLogger<AppealClock>.Instance);
        Assert.Equal(0, await clock.UpholdOverdueAsync(LedgerWorld.Start.AddHours(72).AddTicks(-10), CancellationToken.None));
        Assert.Equal(1, await clock.UpholdOverdueAsync(LedgerWorld.Start.AddHours(72), CancellationToken.None));
        Assert.Equal(0, await clock.UpholdOverdueAsync(LedgerWorld.Start.AddHours(73), CancellationToken.None));
        Assert.Equal(8000, await world.BalanceAsync(Payable, work.AnnotatorId));
    }

    private async Task<AnnotationPosting> RejectedAsync()
    {
        var work = await world.AccruedAsync(world.Annotators[0]);
        await world.Database.WriteAsync(async s =>
        {
            await LedgerWorld.DecideAsync(s, work, "rejected", RejectionReason.Misplaced, LedgerWorld.Start);
            return await world.Ledger.ResolveRejectedAsync(s, work, RejectionReason.Misplaced, world.Supervisor, LedgerWorld.Start);
        });
        return work;
    }

    private Task<FileAppealOutcome> FileAsync(AnnotationPosting work, DateTimeOffset? now = null) =>
        world.Database.WriteAsync(s => appeals.FileAsync(s, work.AnnotatorId, work.TaskId.ToString("N"), "我移动了轮廓", now ?? LedgerWorld.Start));

    private async Task<Guid> FiledAsync(AnnotationPosting work)
    {
        Assert.Equal(FileAppealOutcome.Filed, await FileAsync(work));
        return await world.Database.ScalarAsync<Guid>("SELECT id FROM appeal WHERE annotation_id = @id", new { id = work.AnnotationId });
    }

    private Task<DecideAppealOutcome> DecideAsync(Guid id, bool uphold, Guid by) =>
        world.Database.WriteAsync(s => appeals.DecideAsync(s, id, uphold, by, "看过了", LedgerWorld.Start.AddHours(1)));
}

public sealed class SqliteAppealStoreTests : AppealStoreTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerAppealStoreTests : AppealStoreTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
