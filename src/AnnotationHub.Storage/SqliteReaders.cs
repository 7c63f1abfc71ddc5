using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage;

/// <summary>
/// Connections for reading, kept open between uses. They cannot write (<c>query_only</c>), so that a write that goes round the
/// writer fails in the first test that meets it.
/// </summary>
internal sealed class SqliteReaders(SqliteDialect dialect) : IDisposable
{
    private const int MaximumIdle = 16;
    private readonly ConcurrentBag<Reader> idle = [];
    private bool disposed;

    public async Task<TResult> ReadAsync<TResult>(Func<DbSession, Task<TResult>> query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!idle.TryTake(out var reader)) reader = new Reader(SqliteConnections.Open(dialect, readOnly: true), new PreparedCommands());
        var reusable = false;
        try
        {
            // Deferred: the snapshot is taken at the first statement and holds for all that follow.
            SqliteConnections.Run(reader.Connection, "BEGIN");
            try
            {
                return await query(new DbSession(reader.Connection, null, dialect, reader.Prepared, new WriterMemory()));
            }
            finally
            {
                SqliteConnections.Run(reader.Connection, "ROLLBACK");
                reusable = true;
            }
        }
        finally
        {
            if (reusable && !disposed && idle.Count < MaximumIdle) idle.Add(reader);
            else reader.Dispose();
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private sealed record Reader(SqliteConnection Connection, PreparedCommands Prepared) : IDisposable
    {
        public void Dispose()
        {
            Prepared.Dispose();
            Connection.Dispose();
        }
    }
}
