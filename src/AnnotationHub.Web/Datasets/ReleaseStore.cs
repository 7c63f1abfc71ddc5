using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Audits;

namespace AnnotationHub.Web.Datasets;

/// <summary>Asking for releases and reading them; their building is <see cref="ReleaseLeases"/>' business.</summary>
internal sealed class ReleaseStore(Database database)
{
    private const int MaxNumberRaces = 5;

    private const string LastNumberSql = "SELECT COALESCE(MAX(number), 0) FROM dataset_release WHERE project_id = @projectId";

    private const string InsertSql = """
        INSERT INTO dataset_release (project_id, number, state, requested_by, requested_at)
        VALUES (@projectId, @number, 'building', @requestedBy, @now)
        """;

    private const string InsertFacesSql = """
        INSERT INTO release_face (project_id, number, photograph_id, face_number, task_id, decided_at)
        SELECT t.project_id, @number, t.photograph_id, t.face_number, t.id, c.decided_at
        FROM task t
        JOIN consensus c ON c.task_id = t.id
        WHERE t.project_id = @projectId AND t.state = 'accepted'
        """;

    private const string CountSql = """
        UPDATE dataset_release SET
            faces = (SELECT COUNT(*) FROM release_face f WHERE f.project_id = @projectId AND f.number = @number),
            photographs = (SELECT COUNT(DISTINCT f.photograph_id) FROM release_face f WHERE f.project_id = @projectId AND f.number = @number)
        WHERE project_id = @projectId AND number = @number
        """;

    /// <summary>
    /// Starts a release of what is accepted at this instant and answers its number, one more than the project's last. Which faces, and which version of
    /// each, is fixed here, and what the audits say of them; where that misses the client's target the release is refused.
    /// </summary>
    /// <param name="requestedBy">An account; the project must exist.</param>
    public async Task<ReleaseRequest> RequestAsync(Guid projectId, Guid requestedBy, DateTimeOffset now, CancellationToken cancellation = default)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return await database.WriteAsync(session => RequestAsync(session, projectId, requestedBy, now), cancellation);
            }
            catch (Exception taken) when (database.Dialect.IsUniqueViolation(taken) && race < MaxNumberRaces)
            {
                // Two requests drew the same number at the same instant: the key lets one through, the other draws the next.
            }
        }
    }

    private static async Task<ReleaseRequest> RequestAsync(DbSession session, Guid projectId, Guid requestedBy, DateTimeOffset now)
    {
        var standing = await AuditStandings.FindAsync(session, projectId);
        if (standing is { TargetShare: { } target, MissesTarget: true })
            return new ReleaseRequest(null, new ReleaseRefusal(standing.Quality.High, target, standing.Quality.MoreAudits(target), standing.Waiting));
        var number = (int)await session.ScalarAsync<long>(LastNumberSql, new { projectId }) + 1;
        await session.ExecuteAsync(InsertSql, new { projectId, number, requestedBy, now });
        await session.ExecuteAsync(InsertFacesSql, new { projectId, number });
        await session.ExecuteAsync(CountSql, new { projectId, number });
        if (standing is not null) await ReleaseAudits.InsertAsync(session, projectId, number, standing);
        return new ReleaseRequest(number);
    }

    private const string FindSql = """
        SELECT project_id, number, state, progress, faces, photographs, quality_json, failure, requested_at, finished_at
        FROM dataset_release
        WHERE project_id = @projectId AND number = @number
        """;

    public Task<ReleaseRow?> FindAsync(Guid projectId, int number, CancellationToken cancellation = default) =>
        database.FirstOrDefaultAsync<ReleaseRow>(FindSql, new { projectId, number }, cancellation);

    private const string ListSql = """
        SELECT project_id, number, state, progress, faces, photographs, NULL AS quality_json, failure, requested_at, finished_at
        FROM dataset_release
        WHERE project_id = @projectId AND number < @before
        ORDER BY number DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>The newest first, without their quality reports; those below <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<ReleaseRow>> ListAsync(Guid projectId, int before, int limit, CancellationToken cancellation = default) =>
        database.QueryAsync<ReleaseRow>(ListSql, new { projectId, before, limit }, cancellation);

    private const string FilesSql = """
        SELECT project_id, number, file_name, format, media_type, size_bytes, sha256
        FROM release_file
        WHERE project_id = @projectId AND number = @number
        ORDER BY file_name
        """;

    public Task<IReadOnlyList<ReleaseFileRow>> FilesAsync(Guid projectId, int number, CancellationToken cancellation = default) =>
        database.QueryAsync<ReleaseFileRow>(FilesSql, new { projectId, number }, cancellation);

    private const string AllFilesSql =
        "SELECT project_id, number, file_name, format, media_type, size_bytes, sha256 FROM release_file ORDER BY project_id, number, file_name";

    /// <summary>Of all releases of all projects, for their verification.</summary>
    public Task<IReadOnlyList<ReleaseFileRow>> AllFilesAsync(CancellationToken cancellation = default) =>
        database.QueryAsync<ReleaseFileRow>(AllFilesSql, null, cancellation);
}
