using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision.Hands;

/// <summary>What came back from an annotator's work, the newest first.</summary>
public sealed class HandHistoryStore(Database database)
{
    private const int AtMost = 20;

    private const string HistorySql = """
        SELECT k.trace_code, a.state, a.reason_code, a.reason_text, a.decided_at, a.submitted_at, p.state AS appeal, p.answer
        FROM annotation a
        JOIN task k ON k.id = a.task_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        WHERE a.annotator_id = @annotator AND a.reason_code IS NOT NULL
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Returns, rejections and the appeals against them.</summary>
    public Task<IReadOnlyList<HandEvent>> FindAsync(Guid annotator, CancellationToken cancellation = default) =>
        database.QueryAsync<HandEvent>(HistorySql, new { annotator, limit = AtMost }, cancellation);
}

/// <summary>One annotation that came back.</summary>
public sealed class HandEvent
{
    public string TraceCode { get; init; } = "";

    /// <summary>pending or accepted: repaired since; returned or rejected: as it stands.</summary>
    public string State { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public string? ReasonText { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>open, upheld or dismissed; null where nobody appealed.</summary>
    public string? Appeal { get; init; }

    public string? Answer { get; init; }
}
