using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Quality;

namespace AnnotationHub.Web.Projects;

/// <summary>Everything that was ever done to one face. People are pseudonyms.</summary>
/// <param name="PaidE4">Sum of the payments, in 1/10 000 of the project's currency.</param>
public sealed record FaceHistory(
    IReadOnlyList<AnnotationBody> Annotations,
    IReadOnlyList<AssignmentBody> Assignments,
    IReadOnlyList<AdjudicationBody> Adjudications,
    IReadOnlyList<FaceEventBody> Events,
    IReadOnlyList<PaymentBody> Payments,
    long PaidE4);

/// <param name="ErrorPercent">Against the settled landmarks, in per cent of the normalising distance; null while it is open.</param>
/// <param name="Findings">What the check before submitting found, and the annotator stood by.</param>
/// <param name="Moved">By landmark, how far it was put from where it was suggested, in pixels; null where it was not, or none was.</param>
/// <param name="Asked">The disputed landmarks where only those were asked for; null for the whole face. All others are absent.</param>
public sealed record AnnotationBody(
    string Annotator,
    string State,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? DecidedAt,
    double ActiveSeconds,
    double? ErrorPercent,
    string? ReasonCode,
    string? Reason,
    IReadOnlyList<FindingBody> Findings,
    IReadOnlyList<LandmarkBody> Landmarks,
    IReadOnlyList<double?>? Moved,
    IReadOnlyList<int>? Asked);

/// <param name="Landmark">Index in the scheme; null where it concerns the whole face.</param>
public sealed record FindingBody(string Code, int? Landmark);

/// <param name="Landmarks">The disputed landmarks where only those are asked for; null for the whole face.</param>
/// <param name="Price">Frozen at the claim; in proportion where only some landmarks are asked for.</param>
public sealed record AssignmentBody(
    string Annotator, string State, DateTimeOffset ClaimedAt, DateTimeOffset? ClosedAt, string? SkipReason, IReadOnlyList<int>? Landmarks, MoneyBody Price);

public sealed record AdjudicationBody(string Supervisor, string Decision, string Reason, DateTimeOffset DecidedAt);

public sealed record FaceEventBody(string Kind, string? Actor, string? Detail, DateTimeOffset OccurredAt);

/// <summary>One posting of the ledger about this face, as the project bears it; negative where money came back.</summary>
public sealed record PaymentBody(string Kind, MoneyBody Amount, DateTimeOffset OccurredAt);

/// <summary>Reads a face's history from the tables of the hand-out, the checks and the ledger, on one snapshot.</summary>
public sealed class FaceHistoryStore(Database database)
{
    public Task<FaceHistory> ReadAsync(Guid taskId, CancellationToken cancellation = default) =>
        database.ReadAsync(
            async session =>
            {
                var (payments, paidE4) = await PaymentsAsync(session, taskId);
                return new FaceHistory(
                    await AnnotationsAsync(session, taskId),
                    await AssignmentsAsync(session, taskId),
                    await AdjudicationsAsync(session, taskId),
                    await EventsAsync(session, taskId),
                    payments,
                    paidE4);
            },
            cancellation);

    private const string AnnotationsSql = """
        SELECT a.id, u.pseudonym, a.state, a.submitted_at, a.decided_at, a.active_ms, a.error_percent, a.reason_code, a.reason_text, a.landmarks, s.moved_px,
            r.landmarks AS asked
        FROM annotation a JOIN app_user u ON u.id = a.annotator_id
        LEFT JOIN annotation_suggestion s ON s.annotation_id = a.id
        LEFT JOIN partial_assignment r ON r.assignment_id = a.assignment_id
        WHERE a.task_id = @taskId
        ORDER BY a.id
        """;

    private const string FindingsSql = """
        SELECT f.annotation_id, f.code, f.landmark
        FROM annotation_finding f JOIN annotation a ON a.id = f.annotation_id
        WHERE a.task_id = @taskId
        ORDER BY f.annotation_id, f.finding_number
        """;

    private static async Task<IReadOnlyList<AnnotationBody>> AnnotationsAsync(DbSession session, Guid taskId)
    {
        var findings = (await session.QueryAsync<FindingRow>(FindingsSql, new { taskId })).ToLookup(f => f.AnnotationId, f => new FindingBody(f.Code, f.Landmark));
        var rows = await session.QueryAsync<AnnotationRow>(AnnotationsSql, new { taskId });
        return [.. rows.Select(a => new AnnotationBody(
            a.Pseudonym, a.State, a.SubmittedAt, a.DecidedAt, a.ActiveMs / 1000.0, a.ErrorPercent, a.ReasonCode, a.ReasonText,
            [.. findings[a.Id]], LandmarkBody.Of(a.Landmarks), a.MovedPx is { } moved ? SuggestionRows.Unpack(moved) : null, AskedLandmarks.OrWhole(a.Asked)))];
    }

    private const string AssignmentsSql = """
        SELECT u.pseudonym, a.state, a.claimed_at, a.closed_at, a.skip_reason, a.price_e4, a.currency, r.landmarks AS asked
        FROM assignment a JOIN app_user u ON u.id = a.annotator_id
        LEFT JOIN partial_assignment r ON r.assignment_id = a.id
        WHERE a.task_id = @taskId
        ORDER BY a.claimed_at, a.id
        """;

    private static async Task<IReadOnlyList<AssignmentBody>> AssignmentsAsync(DbSession session, Guid taskId)
    {
        var rows = await session.QueryAsync<AssignmentRow>(AssignmentsSql, new { taskId });
        return [.. rows.Select(a => new AssignmentBody(a.Pseudonym, a.State, a.ClaimedAt, a.ClosedAt, a.SkipReason, AskedLandmarks.OrWhole(a.Asked), MoneyBody.Of(a.PriceE4, a.Currency)))];
    }

    private const string AdjudicationsSql = """
        SELECT u.pseudonym, d.decision, d.reason, d.decided_at
        FROM adjudication d JOIN app_user u ON u.id = d.supervisor_id
        WHERE d.task_id = @taskId
        ORDER BY d.id
        """;

    private static async Task<IReadOnlyList<AdjudicationBody>> AdjudicationsAsync(DbSession session, Guid taskId)
    {
        var rows = await session.QueryAsync<AdjudicationRow>(AdjudicationsSql, new { taskId });
        return [.. rows.Select(d => new AdjudicationBody(d.Pseudonym, d.Decision, d.Reason, d.DecidedAt))];
    }

    private const string EventsSql = """
        SELECT e.kind, u.pseudonym, e.detail, e.occurred_at
        FROM task_event e LEFT JOIN app_user u ON u.id = e.actor_id
        WHERE e.task_id = @taskId
        ORDER BY e.occurred_at, e.id
        """;

    private static async Task<IReadOnlyList<FaceEventBody>> EventsAsync(DbSession session, Guid taskId)
    {
        var rows = await session.QueryAsync<EventRow>(EventsSql, new { taskId });
        return [.. rows.Select(e => new FaceEventBody(e.Kind, e.Pseudonym, e.Detail, e.OccurredAt))];
    }

    // All entries of the face: asked for the project's alone, an engine may begin with everything that the project ever paid.
    private const string PaymentsSql = """
        SELECT x.kind, a.kind AS account_kind, a.currency, e.amount_e4, x.occurred_at
        FROM annotation n
        JOIN ledger_transaction x ON x.annotation_id = n.id
        JOIN ledger_entry e ON e.seq = x.seq
        JOIN ledger_account a ON a.id = e.account_id
        WHERE n.task_id = @taskId AND x.annotation_id IS NOT NULL
        ORDER BY x.seq, e.line_number
        """;

    private static async Task<(IReadOnlyList<PaymentBody> Payments, long PaidE4)> PaymentsAsync(DbSession session, Guid taskId)
    {
        var cost = EnumText.Of(LedgerAccountKind.ProjectCost);
        var rows = (await session.QueryAsync<PaymentRow>(PaymentsSql, new { taskId })).Where(p => p.AccountKind == cost).ToList();
        return ([.. rows.Select(p => new PaymentBody(p.Kind, MoneyBody.Of(-p.AmountE4, p.Currency), p.OccurredAt))], -rows.Sum(p => p.AmountE4));
    }

    private sealed class AnnotationRow
    {
        public Guid Id { get; init; }

        public byte[]? MovedPx { get; init; }

        public byte[]? Asked { get; init; }

        public string Pseudonym { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset SubmittedAt { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public long ActiveMs { get; init; }

        public double? ErrorPercent { get; init; }

        public string? ReasonCode { get; init; }

        public string? ReasonText { get; init; }

        public byte[] Landmarks { get; init; } = [];
    }

    private sealed class FindingRow
    {
        public Guid AnnotationId { get; init; }

        public string Code { get; init; } = "";

        public int? Landmark { get; init; }
    }

    private sealed class AssignmentRow
    {
        public string Pseudonym { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset ClaimedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public string? SkipReason { get; init; }

        public long PriceE4 { get; init; }

        public string Currency { get; init; } = "";

        public byte[]? Asked { get; init; }
    }

    private sealed class AdjudicationRow
    {
        public string Pseudonym { get; init; } = "";

        public string Decision { get; init; } = "";

        public string Reason { get; init; } = "";

        public DateTimeOffset DecidedAt { get; init; }
    }

    private sealed class EventRow
    {
        public string Kind { get; init; } = "";

        public string? Pseudonym { get; init; }

        public string? Detail { get; init; }

        public DateTimeOffset OccurredAt { get; init; }
    }

    private sealed class PaymentRow
    {
        public string Kind { get; init; } = "";

        public string AccountKind { get; init; } = "";

        public string Currency { get; init; } = "";

        public long AmountE4 { get; init; }

        public DateTimeOffset OccurredAt { get; init; }
    }
}
