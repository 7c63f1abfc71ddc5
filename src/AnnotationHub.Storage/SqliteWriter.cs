using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage;

/// <summary>
/// The one thread that writes to the SQLite file. It takes whatever waits, runs it in one transaction, each unit under its own
/// savepoint so that a failing one takes only itself back, commits once, and then completes all callers outside its thread.
/// No timer: a lone unit is committed at once, a crowd shares the price of one fsync.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaximumWaiting = 8192;
    private const int MaximumGroup = 1024;

    private readonly Channel<WriteRequest> waiting = Channel.CreateBounded<WriteRequest>(
        new BoundedChannelOptions(MaximumWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SqliteDialect dialect;
    private readonly SqliteConnection connection;
    private readonly PreparedCommands prepared = new();
    private readonly WriterMemory memory = new();
    private readonly SqliteCommand dataVersion;
    private long lastDataVersion;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand savepoint;
    private readonly SqliteCommand release;
    private readonly SqliteCommand rollbackTo;
    private readonly Thread thread;
    private long commits;
    private long units;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(SqliteDialect dialect)
    {
        this.dialect = dialect;
        connection = SqliteConnections.Open(dialect, readOnly: false);
        dataVersion = Command("PRAGMA data_version");
        begin = Command("BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        savepoint = Command("SAVEPOINT unit");
        release = Command("RELEASE unit");
        rollbackTo = Command("ROLLBACK TO unit");
        thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        thread.Start();
    }

    public WriteTally Tally => new(Interlocked.Read(ref commits), Interlocked.Read(ref units));

    public async Task<TOutcome> WriteAsync<TOutcome>(Func<DbSession, Task<TOutcome>> unit, CancellationToken cancellation)
    {
        var request = new WriteRequest<TOutcome>(unit);
        await waiting.Writer.WriteAsync(request, cancellation);
        return await request.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stopped.Task;
    }

    private void Run()
    {
        var group = new List<WriteRequest>(MaximumGroup);
        while (WaitForWork())
        {
            while (group.Count < MaximumGroup && waiting.Reader.TryRead(out var request)) group.Add(request);
            RunGroup(group);
            group.Clear();
        }

        prepared.Dispose();
        foreach (var command in (SqliteCommand[])[dataVersion, begin, commit, savepoint, release, rollbackTo]) command.Dispose();
        connection.Dispose();
        stopped.SetResult();
    }

    private bool WaitForWork()
    {
        var ready = waiting.Reader.WaitToReadAsync();
        return ready.IsCompletedSuccessfully ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    private void RunGroup(List<WriteRequest> group)
    {
        try
        {
            begin.ExecuteNonQuery();
            ForgetWhatOthersChanged();
            foreach (var request in group) RunUnit(request);
            commit.ExecuteNonQuery();
            Interlocked.Increment(ref commits);
            Interlocked.Add(ref units, group.Count);
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException)
        {
            // A full disk or a broken file: nothing of this group is durable, so nobody in it may be told that it is.
            TakeBackGroup();
            foreach (var request in group) request.Fail(failure);
            return;
        }

        foreach (var request in group) request.Complete();
    }

    private void RunUnit(WriteRequest request)
    {
        savepoint.ExecuteNonQuery();
        if (!request.Run(new DbSession(connection, null, dialect, prepared, memory)))
        {
            rollbackTo.ExecuteNonQuery();
            memory.Clear();
        }

        release.ExecuteNonQuery();
    }

    // The number changes when another connection has committed: an operator's subcommand, run beside the server.
    private void ForgetWhatOthersChanged()
    {
        var version = (long)dataVersion.ExecuteScalar()!;
        if (version != lastDataVersion) memory.Clear();
        lastDataVersion = version;
    }

    private void TakeBackGroup()
    {
        memory.Clear();
        try
        {
            SqliteConnections.Run(connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // The engine has already rolled back by itself (disk full, I/O error).
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
