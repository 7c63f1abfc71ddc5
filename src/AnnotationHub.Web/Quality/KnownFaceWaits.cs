using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>Known faces whose annotations are decided later (see <see cref="KnownFaceTiming"/>). Takes part in the caller's unit.</summary>
internal static class KnownFaceWaits
{
    private const int RecentFaces = 40;

    private const string WaitingSql = "SELECT annotation_id FROM known_face_wait WHERE task_id = @taskId AND due_at > @now";

    private const string ClearSql = "DELETE FROM known_face_wait WHERE task_id = @taskId AND due_at <= @now";

    // Repairs and appeals are left out: they take their own time.
    private const string OrdinarySql = """
        SELECT n.submitted_at, n.decided_at FROM annotation n
        JOIN task t ON t.id = n.task_id
        WHERE n.annotator_id = @annotatorId AND n.decided_at IS NOT NULL AND n.reason_code IS NULL AND t.is_gold = 0
        ORDER BY n.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string InsertSql = "INSERT INTO known_face_wait (annotation_id, task_id, due_at) VALUES (@annotationId, @taskId, @dueAt)";

    /// <summary>The face's annotations whose time has not come.</summary>
    public static async Task<HashSet<Guid>> OfFaceAsync(DbSession session, Guid taskId, DateTimeOffset now) =>
        [.. (await session.QueryAsync<WaitRow>(WaitingSql, new { taskId, now })).Select(w => w.AnnotationId)];

    /// <summary>Forgets those whose time has come, whatever has become of the face.</summary>
    public static Task ClearAsync(DbSession session, Guid taskId, DateTimeOffset now) => session.ExecuteAsync(ClearSql, new { taskId, now });

    /// <summary>For an annotation that has just come in: true where it is to wait, and does so from now on.</summary>
    public static async Task<bool> WaitAsync(DbSession session, StandingAnnotation annotation, DateTimeOffset now)
    {
        var ordinary = await session.QueryAsync<OrdinaryRow>(OrdinarySql, new { annotatorId = annotation.AnnotatorId, limit = RecentFaces });
        var delay = KnownFaceTiming.Delay([.. ordinary.Select(o => o.DecidedAt - o.SubmittedAt)], AuditPlan.Uniform(annotation.Id));
        if (delay == TimeSpan.Zero) return false;
        await session.ExecuteAsync(InsertSql, new { annotationId = annotation.Id, taskId = annotation.TaskId, dueAt = now + delay });
        return true;
    }

    private sealed class WaitRow
    {
        public Guid AnnotationId { get; init; }
    }

    private sealed class OrdinaryRow
    {
        public DateTimeOffset SubmittedAt { get; init; }

        public DateTimeOffset DecidedAt { get; init; }
    }
}
