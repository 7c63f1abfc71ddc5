using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Faces behind an annotator's cursor, passed over by a claim while another unit held their rows: found once nothing else is left, and looked for once.</summary>
public abstract class PassedOverTests(DatabaseProvider engine) : IAsyncLifetime
{
    private const string AheadSql = "UPDATE task_queue_cursor SET position = 3 WHERE annotator_id = @annotatorId AND lane = 11";

    private const string CursorSql = "SELECT position, settled_position FROM task_queue_cursor WHERE annotator_id = @annotatorId AND lane = 11";

    private LabelingHost host = null!;
    private LabelingClient annotator = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 4);
        annotator = await host.ConnectAsync("mei");
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null) return;
        await annotator.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task PassedOver_RowsBehindTheCursor_AreFoundInOrderAndNothingAheadIsLost()
    {
        await annotator.ClaimOneAsync();
        await host.Database.WriteAsync(s => s.ExecuteAsync(AheadSql, new { annotatorId = annotator.AnnotatorId }));
        foreach (var position in (long[])[2, 3])
        {
            var found = (await PassedOverAsync())!.Value;
            Assert.Equal(position, found.Position);
            await host.Database.WriteAsync(async s =>
            {
                await TaskQueue.MoveCursorAsync(s, host.Project, annotator.AnnotatorId, found);
                await TaskQueue.RemoveAsync(s, found.TaskId);
            });
        }

        Assert.Equal((3, 3), await CursorAsync());
        await annotator.ClaimOneAsync();
        Assert.Equal((4, 3), await CursorAsync());
        Assert.Null(await PassedOverAsync());
        Assert.Equal((4, 4), await CursorAsync());
    }

    [Fact]
    public async Task PassedOver_NothingLeftBehind_IsSettledUpToTheCursorAndNotLookedThroughAgain()
    {
        Assert.Equal(4, (await annotator.ClaimAsync(4)).Count);
        Assert.Null(await PassedOverAsync());
        Assert.Equal((4, 4), await CursorAsync());
        // What comes later lies at the tail.
        await host.AddFacesAsync(1, 1);
        Assert.Equal(5, (await PassedOverAsync())!.Value.Position);
        Assert.Equal(5, (await NextAsync())!.Value.Position);
    }

    [Fact]
    public async Task Claim_WhileAnotherUnitHoldsAFace_GetsTheOthersAtOnceAndThatOneAfterwards()
    {
        Assert.SkipWhen(engine == DatabaseProvider.Sqlite, "one writer: no unit ever meets a row that another holds");
        var (held, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holder = host.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE task_queue SET remaining = remaining WHERE position = 1");
            held.TrySetResult();
            await mayEnd.Task;
        });
        await held.Task;
        Assert.Equal(3, (await annotator.ClaimAsync(3)).Count);
        Assert.Equal((4, 0), await CursorAsync());
        mayEnd.SetResult();
        await holder;
        await annotator.ClaimOneAsync();
        Assert.Empty(await annotator.ClaimAsync());
        Assert.Equal((4, 4), await CursorAsync());
    }

    private Task<QueuedTask?> NextAsync() =>
        host.Database.WriteAsync(s => TaskQueue.NextAsync(s, host.Project, HandOutLane.Ordinary, annotator.AnnotatorId));

    private Task<QueuedTask?> PassedOverAsync() =>
        host.Database.WriteAsync(s => TaskQueue.PassedOverAsync(s, host.Project, HandOutLane.Ordinary, annotator.AnnotatorId));

    private async Task<(long Position, long SettledPosition)> CursorAsync()
    {
        var row = (await host.Database.FirstOrDefaultAsync<CursorRow>(CursorSql, new { annotatorId = annotator.AnnotatorId }))!;
        return (row.Position, row.SettledPosition);
    }

    private sealed class CursorRow
    {
        public long Position { get; init; }

        public long SettledPosition { get; init; }
    }
}

public sealed class SqlitePassedOverTests() : PassedOverTests(DatabaseProvider.Sqlite);

public sealed class SqlServerPassedOverTests() : PassedOverTests(DatabaseProvider.SqlServer);
