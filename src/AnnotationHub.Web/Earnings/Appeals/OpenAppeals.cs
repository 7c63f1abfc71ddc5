using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Appeals;

/// <summary>Appeals that wait for an answer.</summary>
public sealed class OpenAppeals(Database database)
{
    private const int AtMost = 200;

    private const string OpenSql = """
        SELECT p.id, k.trace_code, u.pseudonym AS annotator, p.reason, a.reason_code, a.reason_text, p.filed_at, p.due_at,
            CASE WHEN p.rejected_by = @supervisor OR p.annotator_id = @supervisor THEN 1 ELSE 0 END AS is_callers
        FROM appeal p
        JOIN annotation a ON a.id = p.annotation_id
        JOIN task k ON k.id = p.task_id
        JOIN app_user u ON u.id = p.annotator_id
        WHERE p.state = 'open'
        ORDER BY p.due_at, p.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>The most urgent first; those that <paramref name="supervisor"/> rejected (or was rejected in) are marked, as somebody else answers them.</summary>
    public async Task<IReadOnlyList<OpenAppeal>> FindAsync(Guid supervisor, CancellationToken cancellation = default)
    {
        var rows = await database.QueryAsync<Row>(OpenSql, new { supervisor, limit = AtMost }, cancellation);
        return [.. rows.Select(r => new OpenAppeal(r.Id, r.TraceCode, r.Annotator, r.Reason, r.ReasonCode, r.ReasonText, r.FiledAt, r.DueAt, r.IsCallers == 0))];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string TraceCode { get; init; } = "";

        public string Annotator { get; init; } = "";

        public string Reason { get; init; } = "";

        public string? ReasonCode { get; init; }

        public string? ReasonText { get; init; }

        public DateTimeOffset FiledAt { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public int IsCallers { get; init; }
    }
}

/// <param name="Annotator">Pseudonym.</param>
/// <param name="Reason">In the annotator's words.</param>
/// <param name="RejectionCode">Why it was rejected.</param>
/// <param name="CanAnswer">False for the person who rejected, and for who was rejected.</param>
public sealed record OpenAppeal(
    Guid Id, string TraceCode, string Annotator, string Reason, string? RejectionCode, string? Rejection,
    DateTimeOffset FiledAt, DateTimeOffset DueAt, bool CanAnswer);
