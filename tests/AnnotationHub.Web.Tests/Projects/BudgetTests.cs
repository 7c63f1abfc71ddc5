using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Projects.Budgets;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Tasks.Claims;
using AnnotationHub.Web.Tests.Earnings;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Projects;

/// <summary>A project stops handing out before its budget is exceeded, never after, however many ask at once.</summary>
public abstract class BudgetTests : IAsyncLifetime
{
    private const string InsertQueuedSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, state_changed_at, created_at)
        VALUES (@id, @project, @photograph, @number, @trace, 0, 0, 10, 10, 'waiting', 3, 0, 0)
        """;

    private const string PhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, 'a.jpg', @hash, 'o', 'w', 't', 'image/jpeg', 100, 100, 1, 100, 100, 0)
        """;

    private const int Annotators = 20;
    private const int Faces = 30;
    private const long PriceE4 = 8000;

    private LedgerWorld world = null!;
    private AssignmentStore assignments = null!;
    private readonly HandOutOptions handOut = new();

    private Guid Project => world.Projects[0];

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        world = await LedgerWorld.CreateAsync(await CreateAsync(), Annotators);
        assignments = new AssignmentStore(world.Database, Options.Create(handOut), Options.Create(new GoldOptions()), Options.Create(new EarningsOptions()));
        await world.Database.WriteAsync(async s =>
        {
            foreach (var annotator in world.Annotators)
                await s.ExecuteAsync("INSERT INTO certification (user_id, scheme_key, certified_at) VALUES (@annotator, 'ibug-68', 0)", new { annotator });
            await s.ExecuteAsync("INSERT INTO project_tally (project_id, faces, waiting) VALUES (@Project, @faces, @faces)", new { Project, faces = Faces });
            var photograph = Guid.CreateVersion7();
            await s.ExecuteAsync(PhotographSql, new { id = photograph, project = Project, hash = "h" });
            for (var number = 1; number <= Faces; number++)
            {
                var id = Guid.CreateVersion7();
                await s.ExecuteAsync(InsertQueuedSql, new { id, project = Project, photograph, number, trace = id.ToString("N") });
                await TaskQueue.AppendAsync(s, Project, HandOutLane.Ordinary, id, 3);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(37, 7999)]
    public async Task Claim_ManyAtOnce_StopsAtTheBudgetExactly(int fits, long change)
    {
        Assert.True(await SetAsync(fits * PriceE4 + change));
        var claims = await Task.WhenAll(world.Annotators.SelectMany(a => Enumerable.Range(0, 3).Select(_ => Task.Run(() => ClaimAsync(a, 2)))));
        Assert.Equal(fits, claims.Sum(c => c.AssignmentIds.Count));
        Assert.Equal(fits * PriceE4, await CommittedAsync());
        Assert.All(claims, c => Assert.Equal(ClaimOutcome.Claimed, c.Outcome));
        await ProveAsync();
    }

    [Fact]
    public async Task Skip_AtTheBudget_LetsOneMoreBeHandedOut()
    {
        await SetAsync(PriceE4);
        var id = Assert.Single((await ClaimAsync(world.Annotators[0], 5)).AssignmentIds);
        Assert.Empty((await ClaimAsync(world.Annotators[1], 1)).AssignmentIds);
        Assert.True(await assignments.SkipAsync(world.Annotators[0], id, "太暗", LedgerWorld.Start));
        Assert.True(await assignments.SkipAsync(world.Annotators[0], id, "太暗", LedgerWorld.Start));
        Assert.Equal(0, await CommittedAsync());
        Assert.Single((await ClaimAsync(world.Annotators[1], 5)).AssignmentIds);
        await ProveAsync();
    }

    [Fact]
    public async Task Lease_Expired_GivesItsMoneyBackAndIsRevivedOnlyWhereItFits()
    {
        await SetAsync(PriceE4);
        var late = Assert.Single((await ClaimAsync(world.Annotators[0], 1)).AssignmentIds);
        var after = LedgerWorld.Start + handOut.Lease + TimeSpan.FromSeconds(1);
        Assert.Single(await new LeaseSweep(world.Database).RunAsync(after));
        Assert.Equal(0, await CommittedAsync());
        Assert.Single((await ClaimAsync(world.Annotators[1], 1)).AssignmentIds);
        Assert.Empty(await assignments.RenewAsync(world.Annotators[0], [late], after));
        Assert.Equal(PriceE4, await CommittedAsync());
        await SetAsync(2 * PriceE4);
        Assert.Single(await assignments.RenewAsync(world.Annotators[0], [late], after));
        Assert.Equal(2 * PriceE4, await CommittedAsync());
        await ProveAsync();
    }

    [Fact]
    public async Task Set_BelowWhatIsTaken_IsRefusedAndNoneIsNoBound()
    {
        await SetAsync(5 * PriceE4);
        Assert.Equal(3, (await ClaimAsync(world.Annotators[0], 3)).AssignmentIds.Count);
        Assert.False(await SetAsync(3 * PriceE4 - 1));
        Assert.True(await SetAsync(3 * PriceE4));
        Assert.Empty((await ClaimAsync(world.Annotators[1], 1)).AssignmentIds);
        Assert.True(await SetAsync(null));
        Assert.Equal(5, (await ClaimAsync(world.Annotators[1], 5)).AssignmentIds.Count);
        await ProveAsync();
    }

    [Fact]
    public async Task Claim_ProjectWithoutRow_CountsWhatItHasAlready()
    {
        await world.AccruedAsync(world.Annotators[0]);
        Assert.Single((await ClaimAsync(world.Annotators[1], 1)).AssignmentIds);
        Assert.Equal(2 * PriceE4, await CommittedAsync());
        await ProveAsync();
    }

    private Task<Claim> ClaimAsync(Guid annotator, int count) => assignments.ClaimAsync(annotator, Project, count, LedgerWorld.Start);

    private Task<bool> SetAsync(long? budgetE4) => world.Database.WriteAsync(s => ProjectBudget.SetAsync(s, Project, budgetE4));

    private Task<long> CommittedAsync() => world.Database.ScalarAsync<long>("SELECT committed_e4 FROM project_budget WHERE project_id = @Project", new { Project });

    private async Task ProveAsync() => Assert.Empty(await new BudgetVerification(world.Database).FindDifferencesAsync(CancellationToken.None));
}

public sealed class SqliteBudgetTests : BudgetTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerBudgetTests : BudgetTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
