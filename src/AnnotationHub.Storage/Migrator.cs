using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace AnnotationHub.Storage;

/// <summary>
/// Brings a database to this program's schema: numbered, embedded scripts, each in a transaction and journaled with its hash.
/// A database of a newer program, or a script that was edited after it ran, is refused.
/// </summary>
public sealed class Migrator(SqlDialect dialect)
{
    private const string JournalExistsSqliteSql = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'";

    private const string JournalExistsSqlServerSql = "SELECT CASE WHEN OBJECT_ID(N'schema_migration') IS NULL THEN 0 ELSE 1 END";

    private const string CreateJournalSqliteSql =
        "CREATE TABLE schema_migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

    private const string CreateJournalSqlServerSql =
        "CREATE TABLE schema_migration (number INT NOT NULL PRIMARY KEY, name NVARCHAR(100) NOT NULL, sha256 NVARCHAR(64) NOT NULL, applied_at BIGINT NOT NULL)";

    // Reads of several statements see one instant; only an empty database, which nobody uses yet, is altered.
    private const string AllowSnapshotSqlServerSql = "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON";

    private const string JournalSql = "SELECT number, name, sha256 FROM schema_migration ORDER BY number";

    private const string RecordSql =
        "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (@number, @name, @sha256, @appliedAt)";

    /// <summary>The scripts of one engine in order, with their text.</summary>
    public static IReadOnlyList<Migration> Scripts(string infix)
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith($".{infix}.sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name.Split('.')[0], Text(assembly, name)))];
    }

    /// <summary>The numbers of the scripts that were run now; none where the schema was up to date.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than this program, or a script changed after it ran.</exception>
    public async Task<IReadOnlyList<int>> MigrateAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var connection = dialect.CreateConnection();
        await connection.OpenAsync(cancellation);
        await EnsureJournalAsync(connection);
        var done = (await connection.QueryAsync<JournalRow>(JournalSql)).ToDictionary(r => r.Number);
        var scripts = Scripts(dialect.MigrationInfix);
        Refuse(done, scripts);

        var run = new List<int>();
        foreach (var script in scripts.Where(s => !done.ContainsKey(s.Number)))
        {
            await ApplyAsync(connection, script, now);
            run.Add(script.Number);
        }

        return run;
    }

    private static void Refuse(Dictionary<int, JournalRow> done, IReadOnlyList<Migration> scripts)
    {
        var known = scripts.ToDictionary(s => s.Number);
        foreach (var row in done.Values)
        {
            if (!known.TryGetValue(row.Number, out var script))
                throw new InvalidOperationException($"The database has schema {row.Number} ({row.Name}), which is newer than this program ({scripts.Count}). Start the newer program.");
            if (script.Sha256 != row.Sha256)
                throw new InvalidOperationException($"Migration {row.Number} ({row.Name}) was changed after it had run on this database.");
        }
    }

    private async Task EnsureJournalAsync(DbConnection connection)
    {
        var exists = await connection.ExecuteScalarAsync<long>(dialect.Choose(JournalExistsSqliteSql, JournalExistsSqlServerSql));
        if (exists > 0) return;
        if (dialect.Provider == DatabaseProvider.SqlServer) await connection.ExecuteAsync(AllowSnapshotSqlServerSql);
        await connection.ExecuteAsync(dialect.Choose(CreateJournalSqliteSql, CreateJournalSqlServerSql));
    }

    private static async Task ApplyAsync(DbConnection connection, Migration script, DateTimeOffset now)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var batch in script.Batches) await connection.ExecuteAsync(batch, transaction: transaction);
        await connection.ExecuteAsync(RecordSql, new { number = script.Number, name = script.Name, sha256 = script.Sha256, appliedAt = Instant.ToMicroseconds(now) }, transaction);
        await transaction.CommitAsync();
    }

    private static string Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed class JournalRow
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}

/// <summary>One numbered script of one engine.</summary>
public sealed record Migration(int Number, string Name, string Text)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>What is sent at once: the parts between lines that say <c>GO</c>.</summary>
    public IEnumerable<string> Batches => Text.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
