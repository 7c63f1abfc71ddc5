using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Every row of every table at one instant, but for those that only say who came and was refused, so that a test can say "nothing else changes" and mean it.</summary>
internal sealed class DatabaseImage
{
    // Beside the work: that somebody was refused is written down, and so is that a browser came or went.
    private static readonly string[] Witnesses = ["trail_entry", "trail_head", "annotator_line"];

    private readonly Dictionary<string, string[]> tables = [];

    public static DatabaseImage Of(AnnotationHub.Storage.Database database)
    {
        var image = new DatabaseImage();
        using var connection = new SqliteConnection($"Data Source={((AnnotationHub.Storage.SqliteDialect)database.Dialect).DataSource};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").Except(Witnesses).ToList())
            image.tables[table] = [.. Rows(connection, $"SELECT * FROM {table}").Order(StringComparer.Ordinal)];
        return image;
    }

    /// <summary>The tables whose rows are not the same.</summary>
    public IReadOnlyList<string> Differences(DatabaseImage other) => [.. tables.Keys.Where(t => !tables[t].SequenceEqual(other.tables[t]))];

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i))));
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
