using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>
/// Work that came after its lease had run out, on a face that needs no more labels. It stays in its draft and is shown to the
/// supervisors: never dropped in silence.
/// </summary>
internal static class LateWork
{
    // After what disagrees, before audits: nobody waits for it but the annotator.
    private const int Urgency = 60;

    private const string QueueSql =
        """
        INSERT INTO review_queue (task_id, project_id, kind, urgency, entered_at)
        SELECT t.id, t.project_id, 'late', @urgency, @now FROM task t
        WHERE t.id = @taskId AND NOT EXISTS (SELECT 1 FROM review_queue r WHERE r.task_id = t.id)
        """;

    public static async Task ShowToSupervisorAsync(
        DbSession session, Guid taskId, Guid assignmentId, Guid annotatorId, DateTimeOffset now)
    {
        var isFirst = await session.ExecuteAsync(QueueSql, new { taskId, urgency = Urgency, now }) > 0;
        if (isFirst) await TaskHistory.AddAsync(session, taskId, TaskEventKind.LateWork, annotatorId, $"{assignmentId:D}", now);
    }
}
