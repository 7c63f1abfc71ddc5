using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>An audit that waits for its supervisor, with what was accepted. Takes part in the unit of the decision.</summary>
internal sealed class WaitingAudit
{
    private const string LoadSql = """
        SELECT f.project_id, p.defect_percent, c.landmarks AS accepted
        FROM audit_face f
        JOIN audit_plan p ON p.project_id = f.project_id
        JOIN consensus c ON c.task_id = f.task_id
        WHERE f.task_id = @taskId AND f.state = 'waiting'
        """;

    private const string DecideSql = """
        UPDATE audit_face SET state = @state, error_percent = @errorPercent, hard_flag = @hardFlag, decided_by = @supervisor, decided_at = @now
        WHERE task_id = @taskId AND state = 'waiting'
        """;

    private const string CountSql = "UPDATE audit_plan SET waiting = waiting - 1 WHERE project_id = @projectId AND waiting > 0";

    public Guid ProjectId { get; init; }

    public double DefectPercent { get; init; }

    public byte[] Accepted { get; init; } = [];

    /// <summary>Null where the face is not drawn, or decided. To be called before the decision changes the face.</summary>
    public static Task<WaitingAudit?> FindAsync(DbSession session, Guid taskId) => session.FirstOrDefaultAsync<WaitingAudit>(LoadSql, new { taskId });

    /// <summary>Keeps what the supervisor's decision says of the accepted face; a decision about one annotation leaves the audit open.</summary>
    public async Task DecidedAsync(DbSession session, FaceToSettle face, Adjudication decision, Guid supervisor, DateTimeOffset now)
    {
        if (Finding(face, decision) is not { } finding)
        {
            await ReviewQueueRows.AddAsync(session, face.Id, AuditRows.QueueKind, AuditRows.Urgency, now);
            return;
        }

        var hardFlag = finding.Flag is { } flag ? EnumText.Of(flag) : null;
        var row = new { taskId = face.Id, state = finding.IsDefective ? "defective" : "passed", errorPercent = finding.ErrorPercent, hardFlag, supervisor, now };
        if (await session.ExecuteAsync(DecideSql, row) > 0) await session.ExecuteAsync(CountSql, new { projectId = ProjectId });
    }

    private AuditFinding? Finding(FaceToSettle face, Adjudication decision) => decision.Decision switch
    {
        AdjudicationDecision.AcceptConsensus => AuditFinding.Stands,
        AdjudicationDecision.Correct => AuditFinding.Of(face.Scheme, PackedLandmarks.Unpack(Accepted), decision.Landmarks!, face.Box, DefectPercent),
        AdjudicationDecision.Relabel => AuditFinding.Of(face.Scheme, PackedLandmarks.Unpack(Accepted), null, face.Box, DefectPercent),
        AdjudicationDecision.ReturnAnnotation or AdjudicationDecision.RejectAnnotation => null,
    };
}
