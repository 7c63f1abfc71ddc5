using System.Data;
using System.Data.Common;
using System.Globalization;
using AnnotationHub.Storage;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Every row of every table at one instant, but for those that only say who came and was refused, so that a test can say "nothing else changes" and mean it.</summary>
internal sealed class DatabaseImage
{
    // Beside the work: that somebody was refused is written down, and so is that a browser came or went.
    private static readonly string[] Witnesses = ["trail_entry", "trail_head", "annotator_line"];

    private const string SqliteTablesSql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

    private const string SqlServerTablesSql = "SELECT name FROM sys.tables ORDER BY name";

    private readonly Dictionary<string, string[]> tables = [];

    public static DatabaseImage Of(Database database)
    {
        var image = new DatabaseImage();
        using var connection = Connection(database);
        connection.Open();
        using var snapshot = connection.BeginTransaction(IsolationLevelOf(database));
        foreach (var table in Rows(snapshot, database.Dialect.Choose(SqliteTablesSql, SqlServerTablesSql)).Except(Witnesses).ToList())
            image.tables[table] = [.. Rows(snapshot, $"SELECT * FROM {table}").Order(StringComparer.Ordinal)];
        return image;
    }

    /// <summary>The tables whose rows are not the same.</summary>
    public IReadOnlyList<string> Differences(DatabaseImage other) => [.. tables.Keys.Where(t => !tables[t].SequenceEqual(other.tables[t]))];

    // Beside the program's own connections, so that nothing of theirs is seen or disturbed.
    private static DbConnection Connection(Database database) => database.Dialect switch
    {
        SqliteDialect sqlite => new SqliteConnection($"Data Source={sqlite.DataSource};Pooling=False;Mode=ReadOnly"),
        SqlServerDialect server => new SqlConnection(server.ConnectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(database)),
    };

    private static IsolationLevel IsolationLevelOf(Database database) =>
        database.Dialect.Provider == DatabaseProvider.Sqlite ? IsolationLevel.Serializable : IsolationLevel.Snapshot;

    private static IEnumerable<string> Rows(DbTransaction snapshot, string sql)
    {
        using var command = snapshot.Connection!.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i))));
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
