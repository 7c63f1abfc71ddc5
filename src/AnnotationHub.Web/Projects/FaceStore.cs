using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Projects;

/// <summary>Faces as their project's owner sees them.</summary>
public sealed class FaceStore(Database database)
{
    private const string ListSql = """
        SELECT t.id, t.project_id, t.photograph_id, t.face_number, t.trace_code, t.box_x, t.box_y, t.box_width, t.box_height, t.state, t.wanted,
            t.annotation_count, t.is_gold, t.created_at, t.state_changed_at, p.file_name, p.upload_sha256, p.width_px, p.height_px, p.orientation,
            c.landmarks AS consensus_landmarks, c.covariance AS consensus_covariance, c.agreement_percent, c.predicted_percent,
            c.origin AS consensus_origin, c.decided_at AS consensus_at
        FROM task t
        JOIN photograph p ON p.id = t.photograph_id
        LEFT JOIN consensus c ON c.task_id = t.id
        WHERE t.project_id = @projectId AND t.id > @after
        ORDER BY t.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string ListOfStateSql = """
        SELECT t.id, t.project_id, t.photograph_id, t.face_number, t.trace_code, t.box_x, t.box_y, t.box_width, t.box_height, t.state, t.wanted,
            t.annotation_count, t.is_gold, t.created_at, t.state_changed_at, p.file_name, p.upload_sha256, p.width_px, p.height_px, p.orientation,
            c.landmarks AS consensus_landmarks, c.covariance AS consensus_covariance, c.agreement_percent, c.predicted_percent,
            c.origin AS consensus_origin, c.decided_at AS consensus_at
        FROM task t
        JOIN photograph p ON p.id = t.photograph_id
        LEFT JOIN consensus c ON c.task_id = t.id
        WHERE t.project_id = @projectId AND t.state = @state AND t.id > @after
        ORDER BY t.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>In the order in which they came in.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="after">The last face of the page before, or null for the first page.</param>
    public Task<IReadOnlyList<FaceRow>> ListAsync(Guid projectId, TaskState? state, Guid? after, int limit, CancellationToken cancellation = default)
    {
        var from = after ?? Guid.Empty;
        return state is { } only
            ? database.QueryAsync<FaceRow>(ListOfStateSql, new { projectId, state = EnumText.Of(only), after = from, limit }, cancellation)
            : database.QueryAsync<FaceRow>(ListSql, new { projectId, after = from, limit }, cancellation);
    }

    private const string FindSql = """
        SELECT t.id, t.project_id, t.photograph_id, t.face_number, t.trace_code, t.box_x, t.box_y, t.box_width, t.box_height, t.state, t.wanted,
            t.annotation_count, t.is_gold, t.created_at, t.state_changed_at, p.file_name, p.upload_sha256, p.width_px, p.height_px, p.orientation,
            c.landmarks AS consensus_landmarks, c.covariance AS consensus_covariance, c.agreement_percent, c.predicted_percent,
            c.origin AS consensus_origin, c.decided_at AS consensus_at
        FROM task t
        JOIN photograph p ON p.id = t.photograph_id
        LEFT JOIN consensus c ON c.task_id = t.id
        WHERE t.trace_code = @traceCode
        """;

    public Task<FaceRow?> FindAsync(string traceCode, CancellationToken cancellation = default) =>
        database.FirstOrDefaultAsync<FaceRow>(FindSql, new { traceCode }, cancellation);
}
