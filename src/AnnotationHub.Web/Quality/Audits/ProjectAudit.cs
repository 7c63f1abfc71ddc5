namespace AnnotationHub.Web.Quality.Audits;

/// <summary>A project's audits as its page shows them.</summary>
/// <param name="MayManage">Sets the plan and the target: who pays.</param>
/// <param name="MayAudit">Decides what is drawn: supervisors.</param>
public sealed record ProjectAudit(Guid ProjectId, AuditStanding Standing, bool MayManage, bool MayAudit)
{
    /// <summary>What a button draws by itself: what the target still needs, else a round number.</summary>
    public int Suggested => Math.Clamp(
        Standing.TargetShare is { } target ? Standing.Quality.MoreAudits(target) - Standing.Waiting : 0, 0, AuditDraws.MostFaces) is > 0 and var needed ? needed : 20;
}
