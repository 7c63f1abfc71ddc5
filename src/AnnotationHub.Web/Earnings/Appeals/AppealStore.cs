using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Appeals;

/// <summary>Files and answers appeals; the money of an upheld one moves in the same transaction.</summary>
public sealed class AppealStore(LedgerStore ledger)
{
    private const string FindAnnotationSql = """
        SELECT a.id, a.task_id, a.state, a.decided_at, d.actor_id AS rejected_by
        FROM annotation a
        JOIN task k ON k.id = a.task_id
        LEFT JOIN ledger_transaction d ON d.annotation_id = a.id AND d.kind = 'rejected'
        WHERE k.trace_code = @traceCode AND a.annotator_id = @annotator
        """;

    private const string ExistsSql = "SELECT COUNT(*) FROM appeal WHERE annotation_id = @annotationId";

    private const string InsertSql = """
        INSERT INTO appeal (id, annotation_id, task_id, annotator_id, reason, rejected_by, state, filed_at, due_at)
        VALUES (@id, @annotationId, @taskId, @annotator, @reason, @rejectedBy, 'open', @now, @dueAt)
        """;

    private const string DecideSql = """
        UPDATE appeal SET state = @state, decided_by = @decidedBy, decided_at = @now, answer = @answer
        WHERE id = @id AND state = 'open' AND (@decidedBy IS NULL OR (annotator_id <> @decidedBy AND (rejected_by IS NULL OR rejected_by <> @decidedBy)))
        """;

    private const string FindSql = """
        SELECT p.id, p.state, p.rejected_by, a.id AS annotation_id, a.task_id, a.project_id, a.annotator_id, s.price_e4, s.base_share_e4, s.currency
        FROM appeal p
        JOIN annotation a ON a.id = p.annotation_id
        JOIN assignment s ON s.id = a.assignment_id
        WHERE p.id = @id
        """;

    /// <summary>One step: the face and why.</summary>
    public async Task<FileAppealOutcome> FileAsync(DbSession session, Guid annotator, string traceCode, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var annotation = await session.FirstOrDefaultAsync<AnnotationRow>(FindAnnotationSql, new { traceCode, annotator });
        if (annotation is null) return FileAppealOutcome.NotFound;
        // Before the state: who sends it twice is told that it is filed, not that it came too late.
        if (await session.ScalarAsync<long>(ExistsSql, new { annotationId = annotation.Id }) > 0) return FileAppealOutcome.AlreadyFiled;
        if (annotation.State != "rejected") return FileAppealOutcome.NotRejected;
        if (!AppealRules.CanFile(annotation.DecidedAt ?? now, now)) return FileAppealOutcome.TooLate;

        await session.ExecuteAsync(InsertSql, new
        {
            id = Guid.CreateVersion7(now),
            annotationId = annotation.Id,
            taskId = annotation.TaskId,
            annotator,
            reason,
            rejectedBy = annotation.RejectedBy,
            now,
            dueAt = now + AppealRules.AnswerWithin,
        });
        return FileAppealOutcome.Filed;
    }

    /// <param name="decidedBy">Null where the time ran out, which upholds it.</param>
    public async Task<DecideAppealOutcome> DecideAsync(
        DbSession session, Guid id, bool uphold, Guid? decidedBy, string? answer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var appeal = await session.FirstOrDefaultAsync<AppealRow>(FindSql, new { id });
        if (appeal is null) return DecideAppealOutcome.NotFound;
        if (appeal.State != "open") return DecideAppealOutcome.NotOpen;
        if (decidedBy is not null && (decidedBy == appeal.RejectedBy || decidedBy == appeal.AnnotatorId)) return DecideAppealOutcome.SamePerson;

        var state = EnumText.Of(uphold ? AppealState.Upheld : AppealState.Dismissed);
        // Nobody's answer in between: two supervisors may answer at once, and one of them is told.
        if (await session.ExecuteAsync(DecideSql, new { id, state, decidedBy, answer, now }) == 0) return DecideAppealOutcome.NotOpen;
        if (uphold) await ledger.UpholdAppealAsync(session, appeal.Work, id, decidedBy, now);
        return DecideAppealOutcome.Decided;
    }

    private sealed class AnnotationRow
    {
        public Guid Id { get; init; }

        public Guid TaskId { get; init; }

        public string State { get; init; } = "";

        public DateTimeOffset? DecidedAt { get; init; }

        public Guid? RejectedBy { get; init; }
    }

    private sealed class AppealRow
    {
        public string State { get; init; } = "";

        public Guid? RejectedBy { get; init; }

        public Guid AnnotationId { get; init; }

        public Guid TaskId { get; init; }

        public Guid ProjectId { get; init; }

        public Guid AnnotatorId { get; init; }

        public long PriceE4 { get; init; }

        public int BaseShareE4 { get; init; }

        public string Currency { get; init; } = "";

        public AnnotationPosting Work => new(AnnotationId, TaskId, ProjectId, AnnotatorId, new Money(PriceE4, Currency), BaseShareE4);
    }
}
