using Dapper;
using Microsoft.Data.SqlClient;

namespace AnnotationHub.Storage.Tests;

/// <summary>An empty place for one test's database of an engine, gone at the end of the test.</summary>
public sealed class TestCatalog : IAsyncDisposable
{
    public const string SqlServerVariable = "ANNOTATIONHUB_TEST_SQLSERVER";

    private readonly Func<ValueTask> drop;

    private TestCatalog(DatabaseProvider engine, string connectionString, Func<ValueTask> drop)
    {
        Options = new DatabaseOptions { Provider = engine, ConnectionString = connectionString };
        ConnectionString = connectionString;
        this.drop = drop;
    }

    public DatabaseOptions Options { get; }

    /// <summary>The SQLite file's path, or the SQL Server connection string.</summary>
    public string ConnectionString { get; }

    private static string? Server => Environment.GetEnvironmentVariable(SqlServerVariable);

    /// <summary>Skips the test, visibly, where no SQL Server is given and one is needed.</summary>
    public static void SkipWithout(DatabaseProvider engine) =>
        Assert.SkipWhen(engine == DatabaseProvider.SqlServer && string.IsNullOrEmpty(Server), $"no SQL Server: {SqlServerVariable} holds no connection string");

    public static Task<TestCatalog> CreateAsync(DatabaseProvider engine)
    {
        SkipWithout(engine);
        return engine == DatabaseProvider.Sqlite ? Task.FromResult(Sqlite()) : SqlServerAsync();
    }

    public ValueTask DisposeAsync() => drop();

    private static TestCatalog Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("annotationhub-storage-");
        return new TestCatalog(DatabaseProvider.Sqlite, Path.Combine(folder.FullName, "test.db"), () =>
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<TestCatalog> SqlServerAsync()
    {
        var name = $"annotationhub_test_{Guid.NewGuid():N}";
        await using var master = new SqlConnection(Server);
        await master.ExecuteAsync($"CREATE DATABASE {name}");
        var connectionString = new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString();
        return new TestCatalog(DatabaseProvider.SqlServer, connectionString, async () =>
        {
            await using var again = new SqlConnection(Server);
            await again.ExecuteAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");
        });
    }
}
