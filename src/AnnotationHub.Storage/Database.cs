using AnnotationHub.Storage.TypeHandlers;

namespace AnnotationHub.Storage;

/// <summary>
/// The one owner of connections and transactions. A use case hands it one unit of work and awaits its outcome; on SQLite all
/// units go through one writer that commits them in groups, on SQL Server each is a transaction of its own. The use cases
/// cannot tell the difference. When a write has returned, it survives the loss of power.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    protected Database(SqlDialect dialect)
    {
        Handlers.Register();
        Dialect = dialect;
    }

    public SqlDialect Dialect { get; }

    /// <summary>What this process has committed so far.</summary>
    public abstract WriteTally Tally { get; }

    /// <param name="options">Where the data is.</param>
    /// <param name="contentRoot">Folder against which a relative SQLite path is resolved.</param>
    public static Database Create(DatabaseOptions options, string contentRoot)
    {
        if (options.Provider == DatabaseProvider.SqlServer)
            return new SqlServerDatabase(new SqlServerDialect(options.ConnectionString
                ?? throw new InvalidOperationException("Database:ConnectionString is needed where Database:Provider is SqlServer.")));

        var dialect = new SqliteDialect(options.ConnectionString ?? Path.Combine(contentRoot, "data", "annotationhub.db"));
        if (Path.GetDirectoryName(Path.GetFullPath(dialect.DataSource)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return new SqliteDatabase(dialect);
    }

    /// <summary>
    /// Runs <paramref name="unit"/> in a write transaction and returns its answer after the commit. A unit that throws takes
    /// back only what it wrote itself. The unit may be run more than once (a deadlock on SQL Server), so it must not change
    /// anything but the database.
    /// </summary>
    public abstract Task<TOutcome> WriteAsync<TOutcome>(Func<DbSession, Task<TOutcome>> unit, CancellationToken cancellation = default);

    /// <summary>Runs <paramref name="query"/> on a connection of its own, all of its statements on one snapshot; never waits for writers.</summary>
    public abstract Task<TResult> ReadAsync<TResult>(Func<DbSession, Task<TResult>> query, CancellationToken cancellation = default);

    public Task WriteAsync(Func<DbSession, Task> unit, CancellationToken cancellation = default) => WriteAsync(
        async session =>
        {
            await unit(session);
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<TRow>> QueryAsync<TRow>(string sql, object? parameters = null, CancellationToken cancellation = default) =>
        ReadAsync(session => session.QueryAsync<TRow>(sql, parameters), cancellation);

    public Task<TRow?> FirstOrDefaultAsync<TRow>(string sql, object? parameters = null, CancellationToken cancellation = default) =>
        ReadAsync(session => session.FirstOrDefaultAsync<TRow>(sql, parameters), cancellation);

    public Task<TValue?> ScalarAsync<TValue>(string sql, object? parameters = null, CancellationToken cancellation = default) =>
        ReadAsync(session => session.ScalarAsync<TValue>(sql, parameters), cancellation);

    public abstract ValueTask DisposeAsync();
}
