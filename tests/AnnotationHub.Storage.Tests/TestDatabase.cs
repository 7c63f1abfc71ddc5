using Dapper;
using Microsoft.Data.SqlClient;

namespace AnnotationHub.Storage.Tests;

/// <summary>A fresh, migrated database of one engine, gone at the end of the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string SqlServerVariable = "ANNOTATIONHUB_TEST_SQLSERVER";

    private readonly Func<ValueTask> drop;

    private TestDatabase(Database database, string location, Func<ValueTask> drop)
    {
        Database = database;
        Location = location;
        this.drop = drop;
    }

    public Database Database { get; }

    /// <summary>The SQLite file's path, or the SQL Server connection string.</summary>
    public string Location { get; }

    public static async Task<TestDatabase> SqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("annotationhub-storage-");
        var path = Path.Combine(folder.FullName, "test.db");
        return await MigratedAsync(new DatabaseOptions { ConnectionString = path }, path, () =>
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Skips the test, visibly, where no SQL Server is given.</summary>
    public static async Task<TestDatabase> SqlServerAsync()
    {
        var server = Environment.GetEnvironmentVariable(SqlServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"no SQL Server: {SqlServerVariable} holds no connection string");
        var name = $"annotationhub_test_{Guid.NewGuid():N}";
        await using var master = new SqlConnection(server);
        await master.ExecuteAsync($"CREATE DATABASE {name}");
        var connectionString = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();
        var options = new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = connectionString };
        return await MigratedAsync(options, connectionString, async () =>
        {
            await using var again = new SqlConnection(server);
            await again.ExecuteAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await drop();
    }

    private static async Task<TestDatabase> MigratedAsync(DatabaseOptions options, string location, Func<ValueTask> drop)
    {
        var database = Database.Create(options, Path.GetTempPath());
        await new Migrator(database.Dialect).MigrateAsync(DateTimeOffset.UnixEpoch);
        return new TestDatabase(database, location, drop);
    }
}
