using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>Draws more audits on demand: the faces that the next larger share takes in.</summary>
public sealed class AuditDraws(Database database)
{
    /// <summary>At once; one asks again for more.</summary>
    public const int MostFaces = 500;

    private const string NextSql = """
        SELECT task_id, entry_share FROM audit_face
        WHERE project_id = @projectId AND state = 'open'
        ORDER BY entry_share, task_id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string TakeSql = "UPDATE audit_face SET state = 'waiting' WHERE task_id = @taskId AND state = 'open'";

    private const string DrawSql = """
        INSERT INTO audit_draw (project_id, drawn_at, share, faces, drawn_by) VALUES (@projectId, @now, @share, @faces, @drawnBy)
        """;

    private const string CountSql = "UPDATE audit_plan SET waiting = waiting + @faces WHERE project_id = @projectId";

    /// <summary>Puts up to so many accepted faces before the supervisors; answers how many there were.</summary>
    /// <param name="count">1 to <see cref="MostFaces"/>.</param>
    public Task<int> DrawAsync(Guid projectId, int count, Guid drawnBy, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(session => DrawAsync(session, projectId, count, drawnBy, now), cancellation);

    private static async Task<int> DrawAsync(DbSession session, Guid projectId, int count, Guid drawnBy, DateTimeOffset now)
    {
        var next = await session.QueryAsync<NextRow>(NextSql, new { projectId, limit = count });
        if (next.Count == 0) return 0;
        foreach (var face in next)
        {
            await session.ExecuteAsync(TakeSql, new { taskId = face.TaskId });
            await ReviewQueueRows.AddAsync(session, face.TaskId, AuditRows.QueueKind, AuditRows.Urgency, now);
            await TaskHistory.AddAsync(session, face.TaskId, TaskEventKind.SentToReview, drawnBy, AuditRows.QueueKind, now);
        }

        await session.ExecuteAsync(DrawSql, new { projectId, now, share = next[^1].EntryShare, faces = next.Count, drawnBy });
        await session.ExecuteAsync(CountSql, new { projectId, faces = next.Count });
        return next.Count;
    }

    private sealed class NextRow
    {
        public Guid TaskId { get; init; }

        public double EntryShare { get; init; }
    }
}
