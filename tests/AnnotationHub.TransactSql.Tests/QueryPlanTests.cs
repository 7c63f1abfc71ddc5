using System.Text.RegularExpressions;
using AnnotationHub.Storage;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>
/// No statement of the hand-out, of placing, of submitting and settling reads a table that grows from end to end. A plan alone does not prove that
/// (a count over an index range has none): the steps that a claim takes are counted in the Web tests.
/// </summary>
public sealed partial class QueryPlanTests : IAsyncLifetime
{
    /// <summary>
    /// Tables that stay small whatever the number of faces: a row for each project, for each schema script, or for the last few commits; and <c>few</c>, the name of
    /// a derived table that takes so many rows and no more.
    /// </summary>
    private static readonly string[] Small = ["draft_journal", "project", "project_tally", "task_queue_tail", "schema_migration", "data_protection_key", "few"];

    // They read everything, and nobody waits for them.
    private static readonly string[] Cold = [".Nightly.", "Verification."];

    private static readonly string[] Hot = ["AnnotationHub.Web.Tasks.", "AnnotationHub.Web.Labeling.", "AnnotationHub.Web.Quality."];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-plans-");
    private SqliteDialect dialect = null!;

    public async ValueTask InitializeAsync()
    {
        dialect = new SqliteDialect(Path.Combine(folder.FullName, "schema.db"));
        await new Migrator(dialect).MigrateAsync(DateTimeOffset.UnixEpoch);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Plans_OfTheHotPath_ScanNoTableThatGrows()
    {
        var texts = SqlTexts.ForSqlite.Where(t => Hot.Any(h => t.Name.StartsWith(h, StringComparison.Ordinal)))
            .Where(t => !Cold.Any(c => t.Name.Contains(c, StringComparison.Ordinal))).ToList();
        Assert.True(texts.Count > 40, $"only {texts.Count} texts found");
        var scans = texts.SelectMany(t => Scans(t.Text).Select(s => $"{t.Name} scans {s}")).ToList();
        Assert.True(scans is [], string.Join("\n", scans));
    }

    [Theory]
    [InlineData("SELECT id FROM task t WHERE t.wanted = 3", "task")]
    [InlineData("UPDATE assignment SET epoch = 1 WHERE price_e4 = @price", "assignment")]
    [InlineData("SELECT COUNT(*) FROM annotation n JOIN task t ON t.id = n.task_id", "annotation")]
    public void Plan_ThatScans_IsReported(string sql, string table) => Assert.Contains(table, Scans(sql));

    private List<string> Scans(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={dialect.DataSource};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {dialect.Translate(sql)}";
        foreach (var name in Parameter().Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal)) command.Parameters.AddWithValue(name, DBNull.Value);
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
        {
            if (Scan().Match(reader.GetString(3)) is { Success: true } scan) tables.Add(TableOf(scan.Groups[1].Value, sql));
        }

        return [.. tables.Where(t => !Small.Contains(t))];
    }

    // The plan names the alias where there is one.
    private static string TableOf(string name, string sql) =>
        Regex.Match(sql, $@"(?:FROM|JOIN|,)\s+(\w+)\s+(?:AS\s+)?{name}\b") is { Success: true } match ? match.Groups[1].Value : name;

    [GeneratedRegex(@"^SCAN (?!CONSTANT)(\w+)")]
    private static partial Regex Scan();

    [GeneratedRegex("@[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Parameter();
}
