using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Datasets;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>Nodes that build releases beside one another, die of it, stop, or cannot write: each release is numbered once, built by one, and comes to an end; on each engine by a subclass.</summary>
public abstract class ReleaseNodesTests
{
    protected abstract Task<TestDatabase> NewDatabaseAsync();

    [Fact]
    public async Task Request_ManyAtOnce_AreNumberedWithoutGapOrRepeat()
    {
        await using var world = await WorldAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Releases.RequestAsync(world.Project, world.Owner, ReleaseWorld.Start))));

        Assert.Equal(Enumerable.Range(1, 20), numbers.Select(n => n.Started).Order());
    }

    [Fact]
    public async Task Claim_ManyNodesAtOnce_GoesToOne()
    {
        await using var world = await WorldAsync();
        await world.Releases.RequestAsync(world.Project, world.Owner, ReleaseWorld.Start);

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.Node().ClaimAsync(default))));

        Assert.Single(claims, c => c is not null);
    }

    [Fact]
    public async Task Build_NodeThatDiesInTheMiddle_IsTakenOverAndFencedOff()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var dying = world.Node(new StumblingStore(world.Images, async () =>
        {
            reached.TrySetResult();
            await goOn.Task;
        }));
        var claimed = await dying.ClaimAsync(default);
        var frozen = Task.Run(() => dying.BuildAsync(claimed!, default));
        await reached.Task;
        var other = world.Node();
        Assert.Null(await other.ClaimAsync(default));

        world.Clock.Advance(TimeSpan.FromSeconds(61));
        var taken = await other.ClaimAsync(default);
        Assert.Equal(2, taken!.Fencing);
        Assert.Equal(BuildOutcome.Ready, await other.BuildAsync(taken, default));
        var files = await world.Releases.FilesAsync(world.Project, 1);
        goOn.SetResult();

        Assert.Equal(BuildOutcome.LostLease, await frozen);
        Assert.Equal(files.Select(f => f.Sha256), (await world.Releases.FilesAsync(world.Project, 1)).Select(f => f.Sha256));
        Assert.Equal("ready", (await world.Releases.FindAsync(world.Project, 1))!.State);
    }

    [Fact]
    public async Task Build_NodesThatDieOfItOneAfterTheOther_GiveItUpAndSayWhy()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());
        var attempts = new DatasetsOptions().MaxAttempts;
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(61));
            // It says nothing more: killed.
            Assert.Equal(attempt, (await world.Node().ClaimAsync(default))!.Fencing);
        }

        world.Clock.Advance(TimeSpan.FromSeconds(61));
        var last = world.Node();
        Assert.Equal(BuildOutcome.Failed, await last.BuildAsync((await last.ClaimAsync(default))!, default));
        var release = await world.Releases.FindAsync(world.Project, 1);
        Assert.Equal("failed", release!.State);
        Assert.Contains("came to no end", ReleaseResponse.Of(release, []).Failure, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(await last.ClaimAsync(default));
    }

    [Fact]
    public async Task Build_NodeThatStops_LeavesTheReleaseToOthersAtOnce()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());
        using var stopping = new CancellationTokenSource();
        var node = world.Node(new StumblingStore(world.Images, stopping.Cancel));

        Assert.Equal(BuildOutcome.PutBack, await node.BuildAsync((await node.ClaimAsync(default))!, stopping.Token));

        Assert.Equal("ready", (await world.BuildRequestedAsync()).State);
    }

    [Fact]
    public async Task Build_BrokenFace_FailsForGood()
    {
        await using var world = await WorldAsync();
        var task = await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.ReplaceAsync(task, [9, 9, 9], ReleaseWorld.Start);
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());

        var node = world.Node();
        Assert.Equal(BuildOutcome.Failed, await node.BuildAsync((await node.ClaimAsync(default))!, default));

        var release = await world.Releases.FindAsync(world.Project, 1);
        Assert.Equal("failed", release!.State);
        Assert.Contains("packed face", release.Failure, StringComparison.Ordinal);
        Assert.Null(await node.ClaimAsync(default));
        Assert.Empty(await world.Releases.FilesAsync(world.Project, 1));
    }

    [Fact]
    public async Task Build_StoreThatFailsOnce_IsTriedAgainLater()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());
        var node = world.Node(new StumblingStore(world.Images, () => throw new IOException("No space left on device")));

        Assert.Equal(BuildOutcome.PutBack, await node.BuildAsync((await node.ClaimAsync(default))!, default));
        Assert.Null(await node.ClaimAsync(default));
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("ready", (await world.BuildRequestedAsync()).State);
    }

    private async Task<ReleaseWorld> WorldAsync() => await ReleaseWorld.CreateAsync(await NewDatabaseAsync());
}

public sealed class SqliteReleaseNodesTests : ReleaseNodesTests
{
    protected override Task<TestDatabase> NewDatabaseAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerReleaseNodesTests : ReleaseNodesTests
{
    protected override Task<TestDatabase> NewDatabaseAsync() => TestDatabase.SqlServerAsync();
}
