using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Costs;

/// <summary>
/// Copies of every row that grows with the work: a project of few faces becomes one of many, on SQLite. Each copy lies a day further back than the one
/// before it, and what is open in the original is long decided in the copies.
/// </summary>
internal static class RowCopies
{
    private const long DayMs = 86_400_000;

    // When the original was made, about: ids begin with their time.
    private static readonly long BaseMs = new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // From parents to children. Ids name copied rows; the number (what is older has a smaller one in a
    // chain, a later one in a queue) and the unique text are of the row itself.
    private static readonly (string Table, string[] Ids, string? Number, string? Unique)[] Tables =
    [
        ("photograph", ["id"], null, "upload_sha256"),
        ("task", ["id", "photograph_id"], null, "trace_code"),
        ("assignment", ["id", "task_id"], null, null),
        ("annotation", ["id", "assignment_id", "task_id"], null, null),
        ("annotation_finding", ["annotation_id"], null, null),
        ("annotation_mark", ["annotation_id"], null, null),
        ("label_evidence", ["annotation_id"], null, null),
        ("drift_point", [], "label_number", null),
        ("accepted_time", ["annotation_id"], null, null),
        ("gold_truth", ["task_id"], null, null),
        ("gold_attempt", ["annotation_id", "task_id"], null, null),
        ("consensus", ["task_id"], null, null),
        ("audit_face", ["task_id"], null, null),
        ("adjudication", ["id", "task_id", "annotation_id"], null, null),
        ("appeal", ["id", "annotation_id", "task_id"], null, null),
        ("review_queue", ["task_id"], null, null),
        ("quality_flag", ["id"], null, "subject"),
        ("quality_flag_face", ["flag_id", "task_id"], null, null),
        ("release_face", ["photograph_id", "task_id"], null, null),
        ("ledger_transaction", ["task_id", "annotation_id"], "seq", "business_key"),
        ("ledger_entry", [], "seq", null),
        ("payout_batch", ["id"], "number", null),
        ("payout_item", ["id", "batch_id"], null, null),
        ("trail_entry", [], "seq", null),
        ("task_queue", ["task_id"], "position", null),
        ("task_event", ["id", "task_id"], null, null),
    ];

    // A person holds a few leases and a supervisor is behind by a few: these do not grow.
    private static readonly Dictionary<string, string> Decided = new()
    {
        ["assignment"] = "CASE o.state WHEN 'live' THEN 'skipped' ELSE o.state END",
        ["appeal"] = "'upheld'",
        ["quality_flag"] = "'dismissed'",
    };

    // What the program keeps beside the rows and would have kept.
    private static readonly string[] TallySqls =
    [
        .. ((string[])["photographs", "faces", "waiting", "in_progress", "in_review", "accepted", "rejected"]).Select(c => $"UPDATE project_tally SET {c} = {c} * @times"),
        "UPDATE task_queue_tail SET last_position = (SELECT MAX(q.position) FROM task_queue q WHERE q.project_id = task_queue_tail.project_id AND q.lane = task_queue_tail.lane)",
    ];

    /// <param name="database">Of SQLite.</param>
    /// <param name="copies">Beside the original; at least 1.</param>
    public static Task AddAsync(Database database, int copies) => database.WriteAsync(async session =>
    {
        var steps = new Dictionary<string, long>();
        foreach (var (table, _, number, _) in Tables)
            if (number is not null) steps[table] = await session.ScalarAsync<long>($"SELECT COALESCE(MAX({number}), 0) FROM {table}");
        foreach (var (table, ids, number, unique) in Tables)
        {
            var columns = await session.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')");
            var values = columns.Select(c => c == number ? $"o.{c} {(c == "seq" ? "-" : "+")} n.i * {steps[table]}" : Value(table, c, ids, unique));
            await session.ExecuteAsync($"""
                INSERT INTO {table} ({string.Join(", ", columns)})
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}), o AS MATERIALIZED (SELECT * FROM {table})
                SELECT {string.Join(", ", values)} FROM n CROSS JOIN o
                """);
        }

        foreach (var sql in TallySqls) await session.ExecuteAsync(sql, sql.Contains("@times", StringComparison.Ordinal) ? new { times = copies + 1 } : null);
    });

    private static string Value(string table, string column, string[] ids, string? unique) => column switch
    {
        _ when ids.Contains(column) => $"CASE WHEN o.{column} IS NULL THEN NULL ELSE CAST(unhex(printf('%012x', {BaseMs} - n.i * {DayMs})) || substr(o.{column}, 7) AS BLOB) END",
        "state" when Decided.TryGetValue(table, out var decided) => decided,
        // Nobody's work waits for a year: what does not is as little as ever.
        "decided_at" when table == "annotation" => $"COALESCE(o.decided_at, o.submitted_at) - n.i * {DayMs * 1000}",
        _ when column == unique => $"o.{column} || '-' || n.i",
        "business_date" => "date(o.business_date, '-' || n.i || ' days')",
        _ when column.EndsWith("_at", StringComparison.Ordinal) => $"o.{column} - n.i * {DayMs * 1000}",
        _ => $"o.{column}",
    };
}
