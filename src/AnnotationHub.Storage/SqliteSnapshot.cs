using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage;

/// <summary>A whole copy of an embedded database as it stands at one instant, taken while others read and write.</summary>
public static class SqliteSnapshot
{
    private const string CopySqliteSql = "VACUUM INTO @path";

    private const string CheckSqliteSql = "PRAGMA integrity_check(1)";

    /// <summary>Writes the copy and forces it to the disk; the file must not exist yet.</summary>
    public static void Take(SqliteDialect dialect, string path)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        using (var connection = (SqliteConnection)dialect.CreateConnection())
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = CopySqliteSql;
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("@path", path);
            command.ExecuteNonQuery();
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>What the engine finds wrong with the file; null where it is sound.</summary>
    public static string? DamageOf(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = CheckSqliteSql;
            return command.ExecuteScalar() as string is var found && found == "ok" ? null : found ?? "";
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }
}
