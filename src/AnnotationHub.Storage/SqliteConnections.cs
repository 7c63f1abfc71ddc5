using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage;

/// <summary>Opens connections to the file with the settings on which durability and integrity rest, and reads them back.</summary>
internal static class SqliteConnections
{
    /// <exception cref="InvalidOperationException">The engine did not take a setting: better no start than a silent loss.</exception>
    public static SqliteConnection Open(SqliteDialect dialect, bool readOnly)
    {
        var connection = (SqliteConnection)dialect.CreateConnection();
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode=WAL");
            Run(connection, "PRAGMA synchronous=FULL");
            Run(connection, "PRAGMA foreign_keys=ON");
            Run(connection, "PRAGMA busy_timeout=30000");
            Run(connection, "PRAGMA cache_size=-8192");
            // 32 MB: a page that many commits write again is copied into the file once.
            Run(connection, "PRAGMA wal_autocheckpoint=8192");
            Run(connection, $"PRAGMA query_only={(readOnly ? 1 : 0)}");
            Expect(connection, "PRAGMA journal_mode", "wal");
            Expect(connection, "PRAGMA synchronous", "2");
            Expect(connection, "PRAGMA foreign_keys", "1");
            Expect(connection, "PRAGMA busy_timeout", "30000");
            Expect(connection, "PRAGMA query_only", readOnly ? "1" : "0");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Expect(SqliteConnection connection, string pragma, string expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != expected)
            throw new InvalidOperationException($"{pragma} is {actual} and must be {expected}: this file or file system cannot keep what is acknowledged.");
    }
}
