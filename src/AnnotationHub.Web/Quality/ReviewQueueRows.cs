using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>What waits for a supervisor: one row a face. Takes part in the caller's unit.</summary>
internal static class ReviewQueueRows
{
    private const string InsertSql =
        """
        INSERT INTO review_queue (task_id, project_id, kind, urgency, entered_at)
        SELECT t.id, t.project_id, @kind, @urgency, @now FROM task t
        WHERE t.id = @taskId AND NOT EXISTS (SELECT 1 FROM review_queue r WHERE r.task_id = t.id)
        """;

    private const string DeleteSql = "DELETE FROM review_queue WHERE task_id = @taskId";

    /// <param name="urgency">Lower is more urgent.</param>
    public static Task AddAsync(DbSession session, FaceToSettle face, string kind, int urgency, DateTimeOffset now) =>
        AddAsync(session, face.Id, kind, urgency, now);

    /// <summary>A face that waits already keeps its place.</summary>
    public static Task AddAsync(DbSession session, Guid taskId, string kind, int urgency, DateTimeOffset now) =>
        session.ExecuteAsync(InsertSql, new { taskId, kind, urgency, now });

    public static Task RemoveAsync(DbSession session, Guid taskId) => session.ExecuteAsync(DeleteSql, new { taskId });
}
