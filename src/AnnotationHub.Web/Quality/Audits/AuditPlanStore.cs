using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>What a project wants of its audits.</summary>
/// <param name="SampleShare">0 to 1.</param>
/// <param name="DefectPercent">Positive.</param>
/// <param name="TargetShare">Between 0 and 1; null for none.</param>
public sealed record AuditWish(double SampleShare, double DefectPercent, double? TargetShare)
{
    public static AuditWish Default { get; } = new(AuditPlan.DefaultShare, AuditPlan.DefaultDefectPercent, null);
}

/// <summary>Audit plans as rows. A new share holds for the faces accepted from then on.</summary>
public sealed class AuditPlanStore(Database database)
{
    private const string UpdateSql = """
        UPDATE audit_plan SET sample_share = @sampleShare, defect_percent = @defectPercent, target_share = @targetShare WHERE project_id = @projectId
        """;

    private const string InsertSql = """
        INSERT INTO audit_plan (project_id, sample_share, defect_percent, target_share) VALUES (@projectId, @sampleShare, @defectPercent, @targetShare)
        """;

    public Task SetAsync(Guid projectId, AuditWish wish, CancellationToken cancellation = default) =>
        database.WriteAsync(session => SetAsync(session, projectId, wish), cancellation);

    /// <summary>In the caller's transaction.</summary>
    internal static async Task SetAsync(DbSession session, Guid projectId, AuditWish wish)
    {
        var row = new { projectId, sampleShare = wish.SampleShare, defectPercent = wish.DefectPercent, targetShare = wish.TargetShare };
        if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
    }
}
