namespace AnnotationHub.Storage;

/// <summary>One writer for all units, and as many readers as are asked for, on one file.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly SqliteReaders readers;
    private readonly Lazy<SqliteWriter> writer;

    public SqliteDatabase(SqliteDialect dialect)
        : base(dialect)
    {
        readers = new SqliteReaders(dialect);
        writer = new Lazy<SqliteWriter>(() => new SqliteWriter(dialect));
    }

    public override WriteTally Tally => writer.IsValueCreated ? writer.Value.Tally : default;

    public override Task<TOutcome> WriteAsync<TOutcome>(Func<DbSession, Task<TOutcome>> unit, CancellationToken cancellation = default) =>
        writer.Value.WriteAsync(unit, cancellation);

    public override Task<TResult> ReadAsync<TResult>(Func<DbSession, Task<TResult>> query, CancellationToken cancellation = default) =>
        readers.ReadAsync(query, cancellation);

    public override async ValueTask DisposeAsync()
    {
        if (writer.IsValueCreated) await writer.Value.DisposeAsync();
        readers.Dispose();
    }
}
