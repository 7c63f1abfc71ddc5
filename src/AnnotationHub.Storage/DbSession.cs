using System.Data.Common;
using Dapper;

namespace AnnotationHub.Storage;

/// <summary>
/// What a unit of work sees of the database: statements on one connection, in one transaction. A unit awaits nothing but its
/// session: on SQLite it runs on the one writer's thread, and whatever else it waited for, all writers would wait for.
/// </summary>
public sealed class DbSession
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly PreparedCommands prepared;
    private List<Action>? afterCommit;

    internal DbSession(DbConnection connection, DbTransaction? transaction, SqlDialect dialect, PreparedCommands prepared, WriterMemory memory)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.prepared = prepared;
        Dialect = dialect;
        Memory = memory;
    }

    public SqlDialect Dialect { get; }

    /// <summary>What the units before this one remember; on SQLite only, elsewhere it begins empty.</summary>
    public WriterMemory Memory { get; }

    /// <summary>Set by <see cref="TakeBack"/>: nothing that this unit wrote will stay.</summary>
    internal bool IsTakenBack { get; private set; }

    internal IReadOnlyList<Action> AfterCommitActions => afterCommit ?? (IReadOnlyList<Action>)[];

    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Dialect.Translate(sql), parameters, transaction);

    public async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<TRow>(Dialect.Translate(sql), parameters, transaction)).AsList();

    /// <summary>The first row, or null (default) where there is none.</summary>
    public Task<TRow?> FirstOrDefaultAsync<TRow>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<TRow>(Dialect.Translate(sql), parameters, transaction);

    public Task<TValue?> ScalarAsync<TValue>(string sql, object? parameters = null) =>
        connection.ExecuteScalarAsync<TValue>(Dialect.Translate(sql), parameters, transaction);

    /// <summary>
    /// A command for the hottest statements: on SQLite compiled once for the writer's connection and used again, which is
    /// more than twice as fast as Dapper there (see docs/decisions). Set its parameters by name; do not dispose it.
    /// </summary>
    public PreparedCommand Prepared(string sql) => prepared.Get(connection, transaction, Dialect.Translate(sql));

    /// <summary>Undoes everything that this unit wrote, while its answer still goes to the caller: for a refusal found late.</summary>
    public void TakeBack() => IsTakenBack = true;

    /// <summary>Runs once the transaction has committed; never if it does not. For messages and wake-ups, which must not fail.</summary>
    public void AfterCommit(Action action) => (afterCommit ??= []).Add(action);
}
