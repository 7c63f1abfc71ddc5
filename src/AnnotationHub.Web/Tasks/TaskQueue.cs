using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>A face with open slots, at its place in a lane of its project's queue.</summary>
/// <param name="Landmarks">What the slots are open for, packed (see <see cref="AskedLandmarks"/>); null for the whole face.</param>
/// <param name="WasPassedOver">Found by <see cref="TaskQueue.PassedOverAsync"/>: maybe behind the annotator's cursor.</param>
internal readonly record struct QueuedTask(int Lane, long Position, Guid TaskId, byte[]? Landmarks, bool WasPassedOver = false);

/// <summary>
/// One row for each face with open slots, in hand-out order; a face has at most one row. Every method takes part in the
/// caller's unit. The order rule is <see cref="HandOutLane"/>'s: rows are added at a lane's tail only.
/// </summary>
public static class TaskQueue
{
    private const string AdvanceTailSql =
        "UPDATE task_queue_tail SET last_position = last_position + 1 WHERE project_id = @projectId AND lane = @lane";

    private const string InsertTailSql =
        "INSERT INTO task_queue_tail (project_id, lane, last_position) VALUES (@projectId, @lane, 1)";

    private const string InsertRowSql =
        """
        INSERT INTO task_queue (project_id, lane, position, task_id, remaining, landmarks)
        SELECT t.project_id, t.lane, t.last_position, @taskId, @slots, @landmarks
        FROM task_queue_tail t WHERE t.project_id = @projectId AND t.lane = @lane
        """;

    /// <summary>Puts a face that is not in the queue at the tail of a lane, open for <paramref name="slots"/> annotators.</summary>
    public static async Task AppendAsync(DbSession session, Guid projectId, int lane, Guid taskId, int slots, byte[]? landmarks = null)
    {
        if (await session.Prepared(AdvanceTailSql).Set("@projectId", projectId).Set("@lane", lane).ExecuteAsync() == 0)
            await session.Prepared(InsertTailSql).Set("@projectId", projectId).Set("@lane", lane).ExecuteAsync();
        await session.Prepared(InsertRowSql)
            .Set("@projectId", projectId).Set("@lane", lane).Set("@taskId", taskId).Set("@slots", slots).Set("@landmarks", landmarks)
            .ExecuteAsync();
    }

    private const string AddSlotSql =
        """
        UPDATE task_queue SET remaining = remaining + 1, landmarks = CASE WHEN landmarks = @landmarks THEN landmarks ELSE NULL END
        WHERE task_id = @taskId
        """;

    /// <summary>
    /// Opens one more slot of a face. Where the face still has its row, whoever has passed that row has had the face, so the
    /// slot may be added in place; a row whose slots would be open for different landmarks is open for the whole face.
    /// </summary>
    /// <param name="landmarks">Those that are asked for, packed; null for the whole face.</param>
    public static async Task AddSlotAsync(DbSession session, Guid projectId, Guid taskId, int lane = HandOutLane.Returned, byte[]? landmarks = null)
    {
        if (await session.Prepared(AddSlotSql).Set("@taskId", taskId).Set("@landmarks", landmarks).ExecuteAsync() == 0)
            await AppendAsync(session, projectId, lane, taskId, 1, landmarks);
    }

    private const string TakeOneOfManySql =
        "UPDATE task_queue SET remaining = remaining - 1 WHERE task_id = @taskId AND remaining > 1";

    private const string TakeLastSql = "DELETE FROM task_queue WHERE task_id = @taskId AND remaining = 1";

    /// <summary>Takes one open slot of the face; false where it has none.</summary>
    public static async Task<bool> TakeSlotAsync(DbSession session, Guid taskId) =>
        await session.Prepared(TakeOneOfManySql).Set("@taskId", taskId).ExecuteAsync() > 0
        || await session.Prepared(TakeLastSql).Set("@taskId", taskId).ExecuteAsync() > 0;

    private const string RemoveSql = "DELETE FROM task_queue WHERE task_id = @taskId";

    /// <summary>Closes all open slots of a face: it is settled, or with a supervisor.</summary>
    public static Task RemoveAsync(DbSession session, Guid taskId) =>
        session.Prepared(RemoveSql).Set("@taskId", taskId).ExecuteAsync();

    // The cursor's place is read once and bounds the range of the primary key; the rows that NOT EXISTS passes over lie
    // behind the cursor afterwards, so each is passed over once per annotator.
    private const string NextSqliteSql =
        """
        SELECT q.position, q.task_id, q.landmarks FROM task_queue q
        WHERE q.project_id = @projectId AND q.lane = @lane
          AND q.position > COALESCE((SELECT c.position FROM task_queue_cursor c
                                     WHERE c.annotator_id = @annotatorId AND c.project_id = @projectId AND c.lane = @lane), 0)
          AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = q.task_id AND a.annotator_id = @annotatorId)
        ORDER BY q.position LIMIT 1
        """;

    // READPAST: who claims does not wait for a row that another unit holds. Such a row may lie behind the cursor afterwards: see PassedOverAsync.
    private const string NextSqlServerSql =
        """
        SELECT TOP (1) q.position, q.task_id, q.landmarks FROM task_queue q WITH (UPDLOCK, READPAST, ROWLOCK)
        WHERE q.project_id = @projectId AND q.lane = @lane
          AND q.position > COALESCE((SELECT c.position FROM task_queue_cursor c
                                     WHERE c.annotator_id = @annotatorId AND c.project_id = @projectId AND c.lane = @lane), 0)
          AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = q.task_id AND a.annotator_id = @annotatorId)
        ORDER BY q.position
        """;

    /// <summary>
    /// The first face of the lane past the cursor that this annotator has not had; null where there is none, or, where several units
    /// write at once, none that no other unit holds just now.
    /// </summary>
    internal static Task<QueuedTask?> NextAsync(DbSession session, Guid projectId, int lane, Guid annotatorId) =>
        FirstAsync(session, session.Dialect.Choose(NextSqliteSql, NextSqlServerSql), projectId, lane, annotatorId);

    private const string PassedOverSqliteSql =
        """
        SELECT q.position, q.task_id, q.landmarks FROM task_queue q
        WHERE q.project_id = @projectId AND q.lane = @lane
          AND q.position > COALESCE((SELECT c.settled_position FROM task_queue_cursor c
                                     WHERE c.annotator_id = @annotatorId AND c.project_id = @projectId AND c.lane = @lane), 0)
          AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = q.task_id AND a.annotator_id = @annotatorId)
        ORDER BY q.position LIMIT 1
        """;

    // Without READPAST: it waits until whoever has changed a row has committed or taken back. It keeps no locks, however many rows it
    // goes past: taking the slot is guarded.
    private const string PassedOverSqlServerSql =
        """
        SELECT TOP (1) q.position, q.task_id, q.landmarks FROM task_queue q WITH (READCOMMITTEDLOCK, ROWLOCK)
        WHERE q.project_id = @projectId AND q.lane = @lane
          AND q.position > COALESCE((SELECT c.settled_position FROM task_queue_cursor c
                                     WHERE c.annotator_id = @annotatorId AND c.project_id = @projectId AND c.lane = @lane), 0)
          AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = q.task_id AND a.annotator_id = @annotatorId)
        ORDER BY q.position
        """;

    private const string SettleToCursorSql =
        """
        UPDATE task_queue_cursor SET settled_position = position
        WHERE annotator_id = @annotatorId AND project_id = @projectId AND lane = @lane AND settled_position < position
        """;

    /// <summary>
    /// Once <see cref="NextAsync"/> found nothing: the first face that it may have passed over because another unit held its row, and
    /// waits for that unit. Positions are given under a lock on the lane's tail, so none behind the cursor is still to come; what this
    /// look has gone past is settled for ever and looked at no second time. So each row is passed at most twice per annotator.
    /// </summary>
    internal static async Task<QueuedTask?> PassedOverAsync(DbSession session, Guid projectId, int lane, Guid annotatorId)
    {
        var sql = session.Dialect.Choose(PassedOverSqliteSql, PassedOverSqlServerSql);
        if (await FirstAsync(session, sql, projectId, lane, annotatorId) is { } found) return found with { WasPassedOver = true };
        await session.Prepared(SettleToCursorSql).Set("@projectId", projectId).Set("@lane", lane).Set("@annotatorId", annotatorId).ExecuteAsync();
        return null;
    }

    private static async Task<QueuedTask?> FirstAsync(DbSession session, string sql, Guid projectId, int lane, Guid annotatorId)
    {
        var command = session.Prepared(sql).Set("@projectId", projectId).Set("@lane", lane).Set("@annotatorId", annotatorId);
        await using var reader = await command.ReadAsync();
        return await reader.ReadAsync() ? new QueuedTask(lane, reader.GetInt64(0), reader.GetId(1), reader.GetBytesOrNull(2)) : null;
    }

    private const string MoveCursorSql =
        "UPDATE task_queue_cursor SET position = @position WHERE annotator_id = @annotatorId AND project_id = @projectId AND lane = @lane";

    private const string SettleSql =
        "UPDATE task_queue_cursor SET settled_position = @position WHERE annotator_id = @annotatorId AND project_id = @projectId AND lane = @lane";

    private const string InsertCursorSql =
        "INSERT INTO task_queue_cursor (annotator_id, project_id, lane, position) VALUES (@annotatorId, @projectId, @lane, @position)";

    /// <summary>The annotator has come as far as this face; neither cursor ever goes back.</summary>
    internal static async Task MoveCursorAsync(DbSession session, Guid projectId, Guid annotatorId, QueuedTask found)
    {
        if (await Bound(found.WasPassedOver ? SettleSql : MoveCursorSql).ExecuteAsync() == 0) await Bound(InsertCursorSql).ExecuteAsync();

        PreparedCommand Bound(string sql) => session.Prepared(sql).Set("@annotatorId", annotatorId).Set("@projectId", projectId)
            .Set("@lane", found.Lane).Set("@position", found.Position);
    }
}
