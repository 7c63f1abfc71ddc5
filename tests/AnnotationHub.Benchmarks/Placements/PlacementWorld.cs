using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>A database in which every annotator already holds more faces than the measurement will label.</summary>
internal static class PlacementWorld
{
    private const string ProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, 'benchmark', @scheme, 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    private const string PhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@project, @project, 'a.jpg', 'a', 'o', 'w', 't', 'image/jpeg', 900, 700, 1, 900, 700, 0)
        """;

    private const string TasksSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, live_count, state_changed_at, created_at)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @faces - 1)
        SELECT CAST(printf('%016d', i) AS BLOB), @project, @project, i + 1, printf('T%09d', i), 300, 200, 300, 340, 'inProgress', @annotators, @annotators, 0, 0 FROM n
        """;

    private const string AssignmentsSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @faces - 1)
        SELECT CAST(printf('%08d%08d', i, @annotator) AS BLOB), CAST(printf('%016d', i) AS BLOB), @project, @annotatorId, 'live', 1, @leaseExpiresAt, 8000, 'CNY', 4000, @now FROM n
        """;

    /// <summary>Makes the file, and answers the annotators' tokens in their order.</summary>
    public static async Task<string[]> CreateAsync(string file, int annotators, int faces)
    {
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = file }, Path.GetDirectoryName(file)!);
        var now = DateTimeOffset.UtcNow;
        await new Migrator(database.Dialect).MigrateAsync(now);
        var users = Enumerable.Range(0, annotators).Select(i => AppUser.Create($"annotator{i}", $"annotator{i}", [UserRoles.Annotator], now)).ToList();
        await database.WriteAsync(async session =>
        {
            foreach (var user in users) await UserStore.InsertAsync(session, user);
            var project = Guid.CreateVersion7(now);
            await session.ExecuteAsync(ProjectSql, new { id = project, owner = users[0].Id, scheme = PlacementPlan.Scheme });
            await session.ExecuteAsync(PhotographSql, new { project });
            await session.ExecuteAsync(TasksSql, new { project, annotators, faces });
            for (var annotator = 0; annotator < annotators; annotator++)
                await session.ExecuteAsync(AssignmentsSql, new { project, faces, annotator, annotatorId = users[annotator].Id, leaseExpiresAt = now.AddHours(12), now });
        });
        var tokens = new SessionTokenStore(database);
        return await Task.WhenAll(users.Select(u => tokens.IssueAsync(u.Id, now, now.AddHours(12))));
    }

    /// <summary>The id that <see cref="CreateAsync"/> gave the assignment.</summary>
    public static Guid Assignment(int face, int annotator) =>
        new(System.Text.Encoding.ASCII.GetBytes($"{face:00000000}{annotator:00000000}"), bigEndian: true);
}
