using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>An annotator's faces with what each is worth and why, newest first.</summary>
public sealed class FaceEarningsStore(Database database)
{
    private const string FacesSql = """
        SELECT a.id, k.trace_code, j.name AS project_name, a.active_ms, a.state, a.reason_code, a.reason_text, a.submitted_at, a.decided_at,
            s.price_e4, s.base_share_e4, s.currency, p.state AS appeal_state, p.due_at AS appeal_due_at, p.answer AS appeal_answer,
            CASE WHEN EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.annotation_id = a.id AND r.kind = 'restored') THEN 1 ELSE 0 END AS restored
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        JOIN task k ON k.id = a.task_id
        JOIN project j ON j.id = a.project_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        WHERE a.annotator_id = @annotator AND a.id < @before
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string FaceSql = """
        SELECT a.id, k.trace_code, j.name AS project_name, a.active_ms, a.state, a.reason_code, a.reason_text, a.submitted_at, a.decided_at,
            s.price_e4, s.base_share_e4, s.currency, p.state AS appeal_state, p.due_at AS appeal_due_at, p.answer AS appeal_answer,
            CASE WHEN EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.annotation_id = a.id AND r.kind = 'restored') THEN 1 ELSE 0 END AS restored
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        JOIN task k ON k.id = a.task_id
        JOIN project j ON j.id = a.project_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        WHERE a.annotator_id = @annotator AND k.trace_code = @traceCode
        """;

    private static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <param name="before">The annotation that the caller has last; null from the newest.</param>
    public async Task<IReadOnlyList<FaceEarning>> FindAsync(Guid annotator, Guid? before, int limit, CancellationToken cancellation = default)
    {
        var rows = await database.QueryAsync<Row>(FacesSql, new { annotator, before = before ?? Last, limit }, cancellation);
        return [.. rows.Select(r => r.Face)];
    }

    /// <summary>Null where the annotator has no annotation of that face.</summary>
    public async Task<FaceEarning?> FindAsync(Guid annotator, string traceCode, CancellationToken cancellation = default) =>
        (await database.FirstOrDefaultAsync<Row>(FaceSql, new { annotator, traceCode }, cancellation))?.Face;

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string TraceCode { get; init; } = "";

        public string ProjectName { get; init; } = "";

        public long ActiveMs { get; init; }

        public string State { get; init; } = "";

        public string? ReasonCode { get; init; }

        public string? ReasonText { get; init; }

        public DateTimeOffset SubmittedAt { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public long PriceE4 { get; init; }

        public int BaseShareE4 { get; init; }

        public string Currency { get; init; } = "";

        public string? AppealState { get; init; }

        public DateTimeOffset? AppealDueAt { get; init; }

        public string? AppealAnswer { get; init; }

        public int Restored { get; init; }

        public FaceEarning Face
        {
            get
            {
                var reason = Enum.TryParse<RejectionReason>(ReasonCode, ignoreCase: true, out var known) ? known : (RejectionReason?)null;
                var appeal = AppealState is null ? (AppealState?)null : EnumText.Parse<AppealState>(AppealState);
                var terms = new AnnotationTerms(
                    PriceE4, BaseShareE4, EnumText.Parse<AnnotationStanding>(State), reason, appeal == Domain.Earnings.AppealState.Upheld || Restored == 1);
                return new FaceEarning(
                    Id, TraceCode, ProjectName, TimeSpan.FromMilliseconds(ActiveMs), terms, Currency, ReasonCode, ReasonText,
                    SubmittedAt, DecidedAt, appeal, AppealDueAt, AppealAnswer);
            }
        }
    }
}

/// <summary>One face of one annotator: its terms, its decision, and what became of an appeal.</summary>
/// <param name="ReasonCode">Of a return or a rejection; a code of <see cref="RejectionReason"/>, or a finding's.</param>
public sealed record FaceEarning(
    Guid AnnotationId, string TraceCode, string ProjectName, TimeSpan Active, AnnotationTerms Terms, string Currency,
    string? ReasonCode, string? ReasonText, DateTimeOffset SubmittedAt, DateTimeOffset? DecidedAt,
    AppealState? Appeal, DateTimeOffset? AppealDueAt, string? AppealAnswer)
{
    /// <summary>Earned for good where it is decided, the price while it is not.</summary>
    public Money Amount => new(Terms.HeldE4 + Terms.EarnedE4, Currency);

    /// <summary>Rejected, not contested yet, and in time.</summary>
    public bool CanAppeal(DateTimeOffset now) => Terms is { Standing: AnnotationStanding.Rejected, IsMadeGood: false }
        && Appeal is null && AppealRules.CanFile(DecidedAt ?? now, now);

    /// <summary>Whole hours in which it can still be contested, rounded up.</summary>
    public int AppealHoursLeft(DateTimeOffset now) => (int)Math.Ceiling((AppealRules.FileWithin - (now - (DecidedAt ?? now))).TotalHours);
}
