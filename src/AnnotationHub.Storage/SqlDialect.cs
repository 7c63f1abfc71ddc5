using System.Data.Common;

namespace AnnotationHub.Storage;

/// <summary>
/// What differs between the engines, and nothing else. SQL is written once, in the T-SQL that SQLite also takes; the few
/// phrases that differ are translated here (see <see cref="Translate"/>), the few statements that differ as a whole are given
/// as a pair of constants and chosen by <see cref="Choose"/>.
/// </summary>
public abstract class SqlDialect
{
    public abstract DatabaseProvider Provider { get; }

    /// <summary>Whether units run one after the other, so that none ever meets a row that another holds.</summary>
    public bool HasOneWriter => Provider == DatabaseProvider.Sqlite;

    /// <summary>The infix of this engine's migration files: <c>0001_accounts.sqlite.sql</c>.</summary>
    public abstract string MigrationInfix { get; }

    /// <summary>Whether the failure is a row that a unique index or primary key refuses.</summary>
    public abstract bool IsUniqueViolation(Exception failure);

    /// <summary>Whether the same unit may succeed when it is run again: a deadlock, a lost connection.</summary>
    public abstract bool IsTransient(Exception failure);

    /// <summary>The text as this engine takes it. The result is the same instance for the same text, so that caches work.</summary>
    public abstract string Translate(string sql);

    public string Choose(string sqlite, string sqlServer) => Provider == DatabaseProvider.Sqlite ? sqlite : sqlServer;

    internal abstract DbConnection CreateConnection();
}
