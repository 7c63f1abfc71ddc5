using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>Draws audits among the faces that a project accepts by rule. Takes part in the unit that accepts one.</summary>
internal static class AuditRows
{
    /// <summary>After what disagrees and what came late: an accepted face stops nobody.</summary>
    public const int Urgency = 80;

    public const string QueueKind = "audit";

    private const string PlanSql = "SELECT sample_share FROM audit_plan WHERE project_id = @projectId";

    private const string RecentSql =
        "SELECT predicted_percent FROM audit_face WHERE project_id = @projectId ORDER BY accepted_at DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    private const string InsertSql = """
        INSERT INTO audit_face (task_id, project_id, predicted_percent, risk_rank, share, entry_share, state, accepted_at)
        SELECT t.id, t.project_id, @predictedPercent, @riskRank, @share, @entryShare, @state, @now FROM task t
        WHERE t.id = @taskId AND NOT EXISTS (SELECT 1 FROM audit_face f WHERE f.task_id = t.id)
        """;

    private const string CountSql = "UPDATE audit_plan SET faces = faces + 1, waiting = waiting + @waiting WHERE project_id = @projectId";

    /// <summary>A face was accepted without a supervisor; where it is drawn, it comes before one. Costs the same whatever the project's size.</summary>
    public static async Task AcceptedAsync(DbSession session, FaceToSettle face, double predictedPercent, DateTimeOffset now)
    {
        if (await session.FirstOrDefaultAsync<double?>(PlanSql, new { projectId = face.ProjectId }) is not { } share) return;
        var recent = await session.QueryAsync<double>(RecentSql, new { projectId = face.ProjectId, limit = AuditPlan.RecentFaces });
        var riskRank = AuditPlan.RiskRank(recent.Count(p => p >= predictedPercent), recent.Count);
        var entryShare = AuditPlan.EntryShare(AuditPlan.Uniform(face.Id), riskRank);
        var isDrawn = entryShare <= share;
        var row = new { taskId = face.Id, predictedPercent, riskRank, share, entryShare, state = isDrawn ? "waiting" : "open", now };
        if (await session.ExecuteAsync(InsertSql, row) == 0) return;
        await session.ExecuteAsync(CountSql, new { projectId = face.ProjectId, waiting = isDrawn ? 1 : 0 });
        if (!isDrawn) return;
        await ReviewQueueRows.AddAsync(session, face.Id, QueueKind, Urgency, now);
        await TaskHistory.AddAsync(session, face.Id, TaskEventKind.SentToReview, null, QueueKind, now);
    }
}
