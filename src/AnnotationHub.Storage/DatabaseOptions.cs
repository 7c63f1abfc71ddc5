namespace AnnotationHub.Storage;

/// <summary>Which engine keeps the data, and where.</summary>
public enum DatabaseProvider
{
    /// <summary>The embedded default: one file, one process.</summary>
    Sqlite,

    /// <summary>SQL Server, or what speaks its protocol and language.</summary>
    SqlServer,
}

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>For SQLite <c>Data Source=…</c> or a bare path; a file under <c>data/</c> by default.</summary>
    public string? ConnectionString { get; init; }
}
