using AnnotationHub.Storage;

namespace AnnotationHub.Web.Datasets;

/// <summary>
/// Who builds a release. A node holds it by a lease that it must renew; the fencing number rises with each claim and stands in every later
/// write, so that a node that was thought dead and comes back changes nothing.
/// </summary>
internal sealed class ReleaseLeases(Database database)
{
    private const string OpenSql = """
        SELECT project_id, number, faces, requested_at, fencing
        FROM dataset_release
        WHERE state = 'building' AND lease_until < @now
        ORDER BY lease_until, requested_at
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string ClaimSql = """
        UPDATE dataset_release SET lease_until = @until, fencing = fencing + 1
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND fencing = @fencing AND lease_until < @now
        """;

    /// <summary>A release that nobody builds, now this node's until <paramref name="until"/>; null where there is none.</summary>
    public Task<ClaimedRelease?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default) => database.WriteAsync<ClaimedRelease?>(
        async session =>
        {
            // Several candidates: another node may take the first between the two statements.
            foreach (var open in await session.QueryAsync<ClaimedRelease>(OpenSql, new { now, limit = 8 }))
            {
                if (await session.ExecuteAsync(ClaimSql, new { projectId = open.ProjectId, number = open.Number, fencing = open.Fencing, now, until }) > 0) return Fenced(open);
            }

            return null;
        },
        cancellation);

    private const string ClaimOneSql = """
        UPDATE dataset_release SET lease_until = @until, fencing = fencing + 1
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND lease_until < @now
        """;

    private const string OneSql =
        "SELECT project_id, number, faces, requested_at, fencing FROM dataset_release WHERE project_id = @projectId AND number = @number";

    /// <summary>This release; null where another node has it or it is not being built.</summary>
    public Task<ClaimedRelease?> ClaimAsync(Guid projectId, int number, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default) =>
        database.WriteAsync<ClaimedRelease?>(
            async session => await session.ExecuteAsync(ClaimOneSql, new { projectId, number, now, until }) == 0
                ? null
                : await session.FirstOrDefaultAsync<ClaimedRelease>(OneSql, new { projectId, number }),
            cancellation);

    private const string RenewSql = """
        UPDATE dataset_release SET lease_until = @until, progress = @progress
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND fencing = @fencing
        """;

    /// <param name="progress">0 to 1.</param>
    /// <returns>False where the release is no longer this node's: it must stop.</returns>
    public async Task<bool> RenewAsync(ClaimedRelease release, DateTimeOffset until, double progress, CancellationToken cancellation = default) =>
        await database.WriteAsync(session => session.ExecuteAsync(RenewSql, new { projectId = release.ProjectId, number = release.Number, fencing = release.Fencing, until, progress }), cancellation) > 0;

    private const string ReadySql = """
        UPDATE dataset_release SET state = 'ready', progress = 1, quality_json = @qualityJson, failure = NULL, finished_at = @now
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND fencing = @fencing
        """;

    private const string InsertFileSql = """
        INSERT INTO release_file (project_id, number, file_name, format, media_type, size_bytes, sha256)
        VALUES (@projectId, @number, @fileName, @format, @mediaType, @sizeBytes, @sha256)
        """;

    /// <summary>Ends the building with its files.</summary>
    /// <returns>False where the release was no longer this node's; nothing was written.</returns>
    public Task<bool> CompleteAsync(ClaimedRelease release, IReadOnlyList<ReleaseFileRow> files, string qualityJson, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(ReadySql, new { projectId = release.ProjectId, number = release.Number, fencing = release.Fencing, qualityJson, now }) == 0) return false;
                foreach (var file in files)
                    await session.ExecuteAsync(InsertFileSql, new { projectId = release.ProjectId, number = release.Number, fileName = file.FileName, format = file.Format, mediaType = file.MediaType, sizeBytes = file.SizeBytes, sha256 = file.Sha256 });
                await ForgetKeptAsync(session, release.ProjectId);
                return true;
            },
            cancellation);

    private const string FailedSql = """
        UPDATE dataset_release SET state = 'failed', failure = @failure, finished_at = @now
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND fencing = @fencing
        """;

    /// <summary>Gives the release up for ever. Nothing happens where it is no longer this node's.</summary>
    public Task FailAsync(ClaimedRelease release, string failure, DateTimeOffset now) => database.WriteAsync(async session =>
    {
        if (await session.ExecuteAsync(FailedSql, new { projectId = release.ProjectId, number = release.Number, fencing = release.Fencing, failure, now }) > 0)
            await ForgetKeptAsync(session, release.ProjectId);
    });

    private const string LetGoSql = """
        UPDATE dataset_release SET lease_until = @until, failure = @failure
        WHERE project_id = @projectId AND number = @number AND state = 'building' AND fencing = @fencing
        """;

    /// <summary>Leaves the release to whoever claims it after <paramref name="until"/>.</summary>
    public Task LetGoAsync(ClaimedRelease release, DateTimeOffset until, string? failure) =>
        database.WriteAsync(session => session.ExecuteAsync(LetGoSql, new { projectId = release.ProjectId, number = release.Number, fencing = release.Fencing, until, failure }));

    private const string ForgetKeptSql = """
        DELETE FROM consensus_kept
        WHERE project_id = @projectId AND NOT EXISTS (SELECT 1 FROM dataset_release r WHERE r.project_id = @projectId AND r.state = 'building')
        """;

    // The last building release of a project is the last that needs what was replaced meanwhile.
    private static Task<int> ForgetKeptAsync(DbSession session, Guid projectId) => session.ExecuteAsync(ForgetKeptSql, new { projectId });

    private static ClaimedRelease Fenced(ClaimedRelease open) => new()
    {
        ProjectId = open.ProjectId,
        Number = open.Number,
        Faces = open.Faces,
        RequestedAt = open.RequestedAt,
        Fencing = open.Fencing + 1,
    };
}
