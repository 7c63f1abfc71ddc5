using AnnotationHub.Storage;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>Every SQL text that SQLite runs compiles against the migrated SQLite schema, paths that no test walks included.</summary>
public sealed class SqliteTextTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-sql-");
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
    public void Texts_ForSqlite_Compile()
    {
        var failures = SqlTexts.ForSqlite.Select(t => (t.Name, Failure: Compile(t.Text))).Where(t => t.Failure is not null).ToList();
        Assert.True(failures is [], string.Join("\n", failures.Select(f => $"{f.Name}: {f.Failure}")));
    }

    [Fact]
    public void Compile_MisspeltColumn_IsReported() => Assert.NotNull(Compile("SELECT nmae FROM project"));

    // EXPLAIN compiles the statement and runs none of it.
    private string? Compile(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={dialect.DataSource};Pooling=False");
        connection.Open();
        foreach (var statement in dialect.Translate(sql).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN {statement}";
            foreach (var name in ParameterNames(statement)) command.Parameters.AddWithValue(name, DBNull.Value);
            try
            {
                using var reader = command.ExecuteReader();
            }
            catch (SqliteException failure) when (statement.StartsWith("CREATE TABLE schema_migration", StringComparison.Ordinal) && failure.Message.Contains("already exists", StringComparison.Ordinal))
            {
                return null;
            }
            catch (SqliteException failure)
            {
                return failure.Message;
            }
        }

        return null;
    }

    private static IEnumerable<string> ParameterNames(string sql) =>
        System.Text.RegularExpressions.Regex.Matches(sql, "@[A-Za-z_][A-Za-z0-9_]*").Select(m => m.Value).Distinct(StringComparer.Ordinal);
}
