using System.Data;
using System.Data.Common;

namespace AnnotationHub.Storage;

/// <summary>Each unit is a transaction on a pooled connection, retried on a deadlock or a transient failure.</summary>
public sealed class SqlServerDatabase(SqlServerDialect dialect) : Database(dialect)
{
    private const int MaximumTries = 6;
    private long commits;

    // Every unit is a transaction of its own.
    public override WriteTally Tally => new(Interlocked.Read(ref commits), Interlocked.Read(ref commits));

    public override async Task<TOutcome> WriteAsync<TOutcome>(Func<DbSession, Task<TOutcome>> unit, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await RunAsync(unit, IsolationLevel.ReadCommitted, cancellation);
                Interlocked.Increment(ref commits);
                return outcome;
            }
            catch (DbException failure) when (attempt < MaximumTries && Dialect.IsTransient(failure))
            {
                // Jittered, so that two victims of one deadlock do not meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 40 << attempt)), cancellation);
            }
        }
    }

    public override Task<TResult> ReadAsync<TResult>(Func<DbSession, Task<TResult>> query, CancellationToken cancellation = default) =>
        RunAsync(query, IsolationLevel.Snapshot, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<TResult> RunAsync<TResult>(Func<DbSession, Task<TResult>> unit, IsolationLevel isolation, CancellationToken cancellation)
    {
        await using var connection = Dialect.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(isolation, cancellation);
        using var prepared = new PreparedCommands();
        var session = new DbSession(connection, transaction, Dialect, prepared, new WriterMemory());
        var result = await unit(session);
        if (session.IsTakenBack)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return result;
        }

        await transaction.CommitAsync(CancellationToken.None);
        foreach (var action in session.AfterCommitActions) action();
        return result;
    }
}
