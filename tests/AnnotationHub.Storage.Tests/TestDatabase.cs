namespace AnnotationHub.Storage.Tests;

/// <summary>A fresh, migrated database of one engine, gone at the end of the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestCatalog catalog;

    private TestDatabase(Database database, TestCatalog catalog) => (Database, this.catalog) = (database, catalog);

    public Database Database { get; }

    /// <summary>The SQLite file's path, or the SQL Server connection string.</summary>
    public string Location => catalog.ConnectionString;

    public static Task<TestDatabase> SqliteAsync() => CreateAsync(DatabaseProvider.Sqlite);

    /// <summary>Skips the test, visibly, where no SQL Server is given.</summary>
    public static Task<TestDatabase> SqlServerAsync() => CreateAsync(DatabaseProvider.SqlServer);

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider engine)
    {
        var catalog = await TestCatalog.CreateAsync(engine);
        var database = Database.Create(catalog.Options, Path.GetTempPath());
        await new Migrator(database.Dialect).MigrateAsync(DateTimeOffset.UnixEpoch);
        return new TestDatabase(database, catalog);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await catalog.DisposeAsync();
    }
}
