using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>
/// The only place that changes a face's state and counts, and with them its project's tally. Each change names the states it
/// expects; a face in another state is left alone and the answer is false. Known faces are accepted from the beginning: they
/// keep that state and are only counted.
/// </summary>
public static class TaskStates
{
    private const string LeaseInProgressSql =
        "UPDATE task SET live_count = live_count + 1 WHERE id = @taskId AND (state = 'inProgress' OR state = 'accepted')";

    private const string LeaseWaitingSql =
        """
        UPDATE task SET live_count = live_count + 1, state = 'inProgress', state_changed_at = @now
        WHERE id = @taskId AND state = 'waiting'
        """;

    /// <summary>One more annotator has the face. Expects waiting, in progress or (known faces and repairs) accepted.</summary>
    public static async Task<bool> LeasedAsync(DbSession session, Guid projectId, Guid taskId, DateTimeOffset now)
    {
        if (await session.Prepared(LeaseInProgressSql).Set("@taskId", taskId).ExecuteAsync() > 0) return true;
        if (await session.Prepared(LeaseWaitingSql).Set("@taskId", taskId).Set("@now", now).ExecuteAsync() == 0) return false;
        await ProjectTally.MoveAsync(session, projectId, TaskState.Waiting, TaskState.InProgress);
        return true;
    }

    private const string ReleaseSql = "UPDATE task SET live_count = live_count - 1 WHERE id = @taskId AND live_count > 0";

    private const string BackToWaitingSql =
        """
        UPDATE task SET state = 'waiting', state_changed_at = @now
        WHERE id = @taskId AND state = 'inProgress' AND live_count = 0 AND annotation_count = 0
        """;

    /// <summary>An annotator no longer has the face (skipped, expired) and left no annotation.</summary>
    public static async Task<bool> ReleasedAsync(DbSession session, Guid projectId, Guid taskId, DateTimeOffset now)
    {
        if (await session.Prepared(ReleaseSql).Set("@taskId", taskId).ExecuteAsync() == 0) return false;
        if (await session.Prepared(BackToWaitingSql).Set("@taskId", taskId).Set("@now", now).ExecuteAsync() > 0)
            await ProjectTally.MoveAsync(session, projectId, TaskState.InProgress, TaskState.Waiting);
        return true;
    }

    private const string SubmitSql =
        "UPDATE task SET live_count = live_count - 1, annotation_count = annotation_count + 1 WHERE id = @taskId AND live_count > 0";

    /// <summary>A lease became an annotation.</summary>
    public static async Task<bool> SubmittedAsync(DbSession session, Guid taskId) =>
        await session.Prepared(SubmitSql).Set("@taskId", taskId).ExecuteAsync() > 0;

    private const string WithdrawSql =
        "UPDATE task SET annotation_count = annotation_count - 1 WHERE id = @taskId AND annotation_count > 0";

    /// <summary>An annotation no longer counts towards the labels wanted: it was rejected, or went back for repair.</summary>
    public static async Task<bool> AnnotationWithdrawnAsync(DbSession session, Guid taskId) =>
        await session.ExecuteAsync(WithdrawSql, new { taskId }) > 0;

    private const string WantMoreSql =
        "UPDATE task SET wanted = @wanted WHERE id = @taskId AND (state = 'inProgress' OR state = 'inReview' OR state = 'waiting')";

    /// <summary>Sets how many labels the face wants in all. Expects a face that is not settled.</summary>
    public static async Task<bool> WantAsync(DbSession session, Guid taskId, int wanted) =>
        await session.ExecuteAsync(WantMoreSql, new { taskId, wanted }) > 0;

    private const string MoveSql =
        "UPDATE task SET state = @target, state_changed_at = @now WHERE id = @taskId AND state = @expected";

    /// <summary>Moves the face from exactly <paramref name="expected"/> to <paramref name="target"/>.</summary>
    public static async Task<bool> MoveAsync(
        DbSession session, Guid projectId, Guid taskId, TaskState expected, TaskState target, DateTimeOffset now)
    {
        var row = new { taskId, now, expected = EnumText.Of(expected), target = EnumText.Of(target) };
        if (await session.ExecuteAsync(MoveSql, row) == 0) return false;
        await ProjectTally.MoveAsync(session, projectId, expected, target);
        return true;
    }
}
