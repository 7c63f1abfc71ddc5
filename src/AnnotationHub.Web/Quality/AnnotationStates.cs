using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality;

/// <summary>
/// The only place that changes an annotation's state, and with it what it is paid. Each change expects a pending annotation; one in
/// another state is left alone.
/// </summary>
internal sealed class AnnotationStates(LedgerStore ledger, IOptions<HandOutOptions> handOut)
{
    /// <summary>Landmarks that a return points at, worst first.</summary>
    private const int MaximumMarks = 12;

    private const string AcceptSql =
        "UPDATE annotation SET state = 'accepted', error_percent = @errorPercent, decided_at = @now WHERE id = @id AND state = 'pending'";

    // Of disputed landmarks alone it says nothing about a face.
    private const string TimeSql = """
        INSERT INTO accepted_time (scheme_key, annotation_id, active_ms)
        SELECT p.scheme_key, a.id, a.active_ms
        FROM annotation a
        JOIN project p ON p.id = a.project_id
        WHERE a.id = @id AND NOT EXISTS (SELECT 1 FROM partial_assignment d WHERE d.assignment_id = a.assignment_id)
        """;

    /// <summary>Pending → accepted; what it earned becomes payable.</summary>
    public async Task<SettledChange?> AcceptAsync(DbSession session, StandingAnnotation annotation, double? errorPercent, Guid? actor, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(AcceptSql, new { id = annotation.Id, errorPercent, now }) == 0) return null;
        await session.ExecuteAsync(TimeSql, new { id = annotation.Id });
        await ledger.ResolveAcceptedAsync(session, annotation.Posting, actor, now);
        await TaskHistory.AddAsync(session, annotation.TaskId, TaskEventKind.AnnotationAccepted, actor, $"{annotation.Id:D}", now);
        return new SettledChange(annotation.AnnotatorId, annotation.AssignmentId, AssignmentStatus.Accepted, null);
    }

    private const string ReturnSql =
        """
        UPDATE annotation SET state = 'returned', error_percent = @errorPercent, reason_code = @reasonCode, reason_text = @reasonText, decided_at = @now
        WHERE id = @id AND state = 'pending'
        """;

    /// <summary>Pending → returned: its assignment is live again for its annotator, what it earned stays held.</summary>
    public async Task<SettledChange?> ReturnAsync(
        DbSession session, StandingAnnotation annotation, TruthComparison? comparison, string reasonCode, string? reasonText, Guid? actor, DateTimeOffset now,
        IReadOnlyList<int>? marks = null)
    {
        if (await session.ExecuteAsync(ReturnSql, new { id = annotation.Id, errorPercent = comparison?.MeanPercent, reasonCode, reasonText, now }) == 0) return null;
        await MarkAsync(session, annotation.Id, comparison, marks ?? []);
        await TaskHistory.AddAsync(session, annotation.TaskId, TaskEventKind.Returned, actor, $"{annotation.Id:D}", now);
        await Repairs.OpenAsync(session, annotation.AssignmentId, annotation.ProjectId, annotation.TaskId, now + handOut.Value.Repair, now);
        return new SettledChange(annotation.AnnotatorId, annotation.AssignmentId, AssignmentStatus.Returned, reasonCode);
    }

    private const string RejectSql =
        """
        UPDATE annotation SET state = 'rejected', error_percent = @errorPercent, reason_code = @reasonCode, reason_text = @reasonText, decided_at = @now
        WHERE id = @id AND state = 'pending'
        """;

    /// <summary>Pending → rejected, by a supervisor alone. False where it had been decided before.</summary>
    public async Task<SettledChange?> RejectAsync(
        DbSession session, StandingAnnotation annotation, TruthComparison? comparison, Domain.Earnings.RejectionReason reason, string reasonText, Guid supervisor, DateTimeOffset now,
        IReadOnlyList<int>? marks = null)
    {
        var reasonCode = EnumText.Of(reason);
        if (await session.ExecuteAsync(RejectSql, new { id = annotation.Id, errorPercent = comparison?.MeanPercent, reasonCode, reasonText, now }) == 0) return null;
        await MarkAsync(session, annotation.Id, comparison, marks ?? []);
        await ledger.ResolveRejectedAsync(session, annotation.Posting, reason, supervisor, now);
        await LabelEvidence.TakeOffAsync(session, annotation.Id, now);
        await TaskStates.AnnotationWithdrawnAsync(session, annotation.TaskId);
        await TaskHistory.AddAsync(session, annotation.TaskId, TaskEventKind.AnnotationRejected, supervisor, $"{annotation.Id:D}", now);
        return new SettledChange(annotation.AnnotatorId, annotation.AssignmentId, AssignmentStatus.Rejected, reasonCode);
    }

    private const string ClearMarksSql = "DELETE FROM annotation_mark WHERE annotation_id = @annotationId";

    private const string MarkSql = "INSERT INTO annotation_mark (annotation_id, landmark, distance_percent) VALUES (@annotationId, @landmark, @distancePercent)";

    private static async Task MarkAsync(DbSession session, Guid annotationId, TruthComparison? comparison, IReadOnlyList<int> marks)
    {
        await session.ExecuteAsync(ClearMarksSql, new { annotationId });
        var distances = comparison?.WorstFirst ?? [];
        // What a person points at comes before what was measured; where nothing was, the distance is nought.
        var pointedAt = marks.Select(m => (Landmark: m, Percent: distances.Where(d => d.Landmark == m).Select(d => d.Percent).FirstOrDefault()));
        var measured = distances.Where(d => !d.WithinTolerance && !marks.Contains(d.Landmark)).Take(MaximumMarks).Select(d => (d.Landmark, d.Percent));
        foreach (var (landmark, distancePercent) in pointedAt.Concat(measured))
            await session.ExecuteAsync(MarkSql, new { annotationId, landmark, distancePercent });
    }
}
