using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Benchmarks.Memory;

/// <summary>Real photographs, imported as an operator would, and as many faces on them as are wanted; annotators and one supervisor.</summary>
internal static class MemoryWorld
{
    public const string Scheme = "ibug-68";

    private const string ProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, 'benchmark', @scheme, 8000, 'CNY', 2, 3, 3, '', 'open', 0)
        """;

    private const string CountSql = "SELECT COUNT(*) FROM task WHERE project_id = @project";

    // Copies of the imported faces, in turn.
    private const string CopiesSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, state_changed_at, created_at)
        WITH RECURSIVE
            n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @copies),
            known(k, photograph_id, box_x, box_y, box_width, box_height) AS (
                SELECT ROW_NUMBER() OVER (ORDER BY id) - 1, photograph_id, box_x, box_y, box_width, box_height FROM task WHERE project_id = @project)
        SELECT CAST(printf('copy%012d', i) AS BLOB), @project, photograph_id, 1000 + i, printf('C%09d', i), box_x, box_y, box_width, box_height, 'waiting', 2, 0, 0
        FROM n JOIN known ON k = i % @imported
        """;

    private const string QueueSql = """
        INSERT INTO task_queue (project_id, lane, position, task_id, remaining)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @copies)
        SELECT @project, 11, i + (SELECT last_position FROM task_queue_tail WHERE project_id = @project AND lane = 11), CAST(printf('copy%012d', i) AS BLOB), 2 FROM n
        """;

    private const string TailSql = "UPDATE task_queue_tail SET last_position = last_position + @copies WHERE project_id = @project AND lane = 11";

    private const string TallySql = "UPDATE project_tally SET faces = faces + @copies, waiting = waiting + @copies WHERE project_id = @project";

    /// <summary>Answers the annotators' tokens and, last, the supervisor's.</summary>
    public static async Task<string[]> CreateAsync(string folder, int annotators, int faces)
    {
        var project = Guid.CreateVersion7();
        var tokens = await InAsync(folder, database => PeopleAsync(database, project, annotators));
        await ServerProcess.RunSubcommandAsync(folder, "import", project.ToString("D"), Photographs(folder));
        await InAsync(folder, database => database.WriteAsync(async session =>
        {
            var imported = await session.ScalarAsync<int>(CountSql, new { project });
            var copies = faces - imported;
            if (imported == 0 || copies < 1) throw new InvalidOperationException($"{imported} faces were imported and {faces} are wanted.");
            foreach (var sql in (string[])[CopiesSql, QueueSql, TailSql, TallySql]) await session.ExecuteAsync(sql, new { project, copies, imported });
            return copies;
        }));
        return tokens;
    }

    private static async Task<string[]> PeopleAsync(Database database, Guid project, int annotators)
    {
        var now = DateTimeOffset.UtcNow;
        await new Migrator(database.Dialect).MigrateAsync(now);
        var users = Enumerable.Range(0, annotators).Select(i => AppUser.Create($"annotator{i}", $"annotator{i}", [UserRoles.Annotator], now))
            .Append(AppUser.Create("supervisor", "supervisor", [UserRoles.Supervisor], now)).ToList();
        await database.WriteAsync(async session =>
        {
            foreach (var user in users)
            {
                await UserStore.InsertAsync(session, user);
                await CertificationStore.CertifyAsync(session, user.Id, Scheme, now);
            }

            await session.ExecuteAsync(ProjectSql, new { id = project, owner = users[0].Id, scheme = Scheme });
        });
        var tokens = new SessionTokenStore(database);
        return await Task.WhenAll(users.Select(u => tokens.IssueAsync(u.Id, now, now.AddHours(2))));
    }

    private static async Task<T> InAsync<T>(string folder, Func<Database, Task<T>> run)
    {
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = ServerProcess.DatabaseOf(folder) }, folder);
        return await run(database);
    }

    // With the face boxes of one landmark file: the folder has one for each scheme.
    private static string Photographs(string folder)
    {
        var chosen = Directory.CreateDirectory(Path.Combine(folder, "photographs"));
        foreach (var file in SampleImages().EnumerateFiles().Where(f => f.Extension == ".jpg" || f.Name == $"landmarks.{Scheme}.coco.json"))
            file.CopyTo(Path.Combine(chosen.FullName, file.Name));
        return chosen.FullName;
    }

    private static DirectoryInfo SampleImages()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var images = new DirectoryInfo(Path.Combine(above.FullName, "sample-images"));
            if (images.Exists) return images;
        }

        throw new DirectoryNotFoundException("No sample-images beside the program or above it.");
    }
}
