using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage;

/// <summary>SQLite: write-ahead log, <c>synchronous=FULL</c>, foreign keys, all read back on every connection opened.</summary>
public sealed class SqliteDialect : SqlDialect
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;
    private readonly ConcurrentDictionary<string, string> translated = new(StringComparer.Ordinal);
    private readonly string connectionString;

    public SqliteDialect(string dataSource)
    {
        var builder = dataSource.Contains('=', StringComparison.Ordinal)
            ? new SqliteConnectionStringBuilder(dataSource)
            : new SqliteConnectionStringBuilder { DataSource = dataSource };
        // The pool is ours (see SqliteReaders): a connection's settings are read back once, when it is made.
        builder.Pooling = false;
        builder.ForeignKeys = true;
        builder.DefaultTimeout = 30;
        DataSource = builder.DataSource;
        connectionString = builder.ToString();
    }

    public string DataSource { get; }

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override string MigrationInfix => "sqlite";

    public override bool IsUniqueViolation(Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    // One writer, and readers that never block it: nothing is worth a second try.
    public override bool IsTransient(Exception failure) => false;

    public override string Translate(string sql) => translated.GetOrAdd(sql, static text => text
        .Replace("OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY", "LIMIT @limit", StringComparison.Ordinal)
        .Replace(" WITH (UPDLOCK, ROWLOCK)", "", StringComparison.Ordinal)
        .Replace(" WITH (UPDLOCK, HOLDLOCK)", "", StringComparison.Ordinal));

    internal override DbConnection CreateConnection() => new SqliteConnection(connectionString);
}
