using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Benchmarks.Claims;

/// <summary>A database with one open project of so many faces, half of them done, and as many annotators as are wanted.</summary>
internal sealed class ClaimWorld : IAsyncDisposable
{
    private const string Scheme = "ibug-68";

    private const string ProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, 'benchmark', @scheme, 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    private const string AnnotatorsSql = """
        INSERT INTO app_user (id, user_name, normalized_user_name, display_name, pseudonym, security_stamp, concurrency_stamp, created_at)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @annotators - 1)
        SELECT CAST(printf('%016d', i) AS BLOB), printf('a%d', i), printf('A%d', i), printf('a%d', i), printf('P-%d', i), 's', 's', 0 FROM n
        """;

    private const string CertificatesSql = """
        INSERT INTO certification (user_id, scheme_key, certified_at)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @annotators - 1)
        SELECT CAST(printf('%016d', i) AS BLOB), @scheme, 0 FROM n
        """;

    // What was claimed is handed in, so that everybody may claim again.
    private const string CloseSql = "UPDATE assignment SET state = 'submitted' WHERE state = 'live'";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-claims-");

    private ClaimWorld() => Database = Open();

    public Database Database { get; }

    public static async Task<ClaimWorld> CreateAsync(int faces, int annotators)
    {
        var world = new ClaimWorld();
        var now = DateTimeOffset.UtcNow;
        await new Migrator(world.Database.Dialect).MigrateAsync(now);
        var people = Enumerable.Range(0, 2).Select(i => AppUser.Create($"earlier{i}", $"earlier{i}", [UserRoles.Annotator], now)).ToList();
        await world.Database.WriteAsync(async session =>
        {
            foreach (var person in people) await UserStore.InsertAsync(session, person);
            await session.ExecuteAsync(AnnotatorsSql, new { annotators });
            await session.ExecuteAsync(CertificatesSql, new { annotators, scheme = Scheme });
            var project = Guid.CreateVersion7(now);
            await session.ExecuteAsync(ProjectSql, new { id = project, owner = people[0].Id, scheme = Scheme });
            await FilledProject.FillAsync(session, project, faces, [.. people.Select(p => p.Id)]);
        });
        return world;
    }

    public static Guid Annotator(int number) => new(System.Text.Encoding.ASCII.GetBytes($"{number:0000000000000000}"), bigEndian: true);

    /// <summary>Another writer with a connection of its own to the same file.</summary>
    public Database Open() => Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(folder.FullName, "claims.db") }, folder.FullName);

    public Task CloseAllAsync() => Database.WriteAsync(session => session.ExecuteAsync(CloseSql));

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
