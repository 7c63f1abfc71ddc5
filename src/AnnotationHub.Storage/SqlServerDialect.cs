using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace AnnotationHub.Storage;

/// <summary>SQL Server, Azure SQL, or Babelfish for PostgreSQL: T-SQL as it stands.</summary>
public sealed class SqlServerDialect(string connectionString) : SqlDialect
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    /// <summary>
    /// 1205 deadlock victim, 3960 snapshot conflict, -2 time-out, 64/233/10053/10054/10060 lost connection,
    /// 40197/40501/40613/49918–49920 Azure reconfiguring.
    /// </summary>
    private static readonly HashSet<int> TransientNumbers =
        [1205, 3960, -2, 64, 233, 10053, 10054, 10060, 40197, 40501, 40613, 49918, 49919, 49920];

    public string ConnectionString => connectionString;

    public override DatabaseProvider Provider => DatabaseProvider.SqlServer;

    public override string MigrationInfix => "sqlserver";

    public override bool IsUniqueViolation(Exception failure) =>
        failure is SqlException { Number: UniqueIndex or UniqueConstraint };

    public override bool IsTransient(Exception failure) =>
        failure is SqlException sql && TransientNumbers.Contains(sql.Number);

    public override string Translate(string sql) => sql;

    internal override DbConnection CreateConnection() => new SqlConnection(connectionString);
}
