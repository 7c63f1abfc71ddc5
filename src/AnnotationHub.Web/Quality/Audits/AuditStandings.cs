using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>A project's audits: what it asks for and what they found.</summary>
/// <param name="SampleShare">Of the faces accepted by rule, 0 to 1.</param>
/// <param name="DefectPercent">An accepted face is defective above this error.</param>
/// <param name="TargetShare">The client's target for <see cref="OutgoingQuality.High"/>; null for none.</param>
/// <param name="Waiting">Drawn and not decided.</param>
public sealed record AuditStanding(double SampleShare, double DefectPercent, double? TargetShare, int Waiting, OutgoingQuality Quality)
{
    /// <summary>True where the client has a target that the audits do not bear out.</summary>
    public bool MissesTarget => TargetShare is { } target && !Quality.Meets(target);
}

/// <summary>What is known of a project's outgoing quality. Reads the newest audits, bounded in number, and no face that was not audited.</summary>
public sealed class AuditStandings(Database database)
{
    /// <summary>More tell nothing new; those beyond count as not looked at, which is on the safe side.</summary>
    private const int MostAudits = 5_000;

    private const string PlanSql = "SELECT sample_share, defect_percent, target_share, faces, waiting FROM audit_plan WHERE project_id = @projectId";

    private const string DecidedSql = """
        SELECT state, risk_rank, share, accepted_at FROM audit_face
        WHERE project_id = @projectId AND decided_at IS NOT NULL
        ORDER BY decided_at DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string DrawsSql = "SELECT drawn_at, share FROM audit_draw WHERE project_id = @projectId ORDER BY drawn_at DESC";

    /// <summary>Null where the project has no audit plan.</summary>
    public Task<AuditStanding?> FindAsync(Guid projectId, CancellationToken cancellation = default) =>
        database.ReadAsync(session => FindAsync(session, projectId), cancellation);

    /// <summary>In the caller's transaction.</summary>
    internal static async Task<AuditStanding?> FindAsync(DbSession session, Guid projectId)
    {
        if (await session.FirstOrDefaultAsync<PlanRow>(PlanSql, new { projectId }) is not { } plan) return null;
        var decided = await session.QueryAsync<DecidedRow>(DecidedSql, new { projectId, limit = MostAudits });
        var draws = await session.QueryAsync<DrawRow>(DrawsSql, new { projectId });
        var quality = OutgoingQuality.Of([.. decided.Select(d => new AuditedFace(Probability(d, draws), d.State == "defective"))], plan.Faces);
        return new AuditStanding(plan.SampleShare, plan.DefectPercent, plan.TargetShare, plan.Waiting, quality);
    }

    // Under the largest share that it was ever exposed to: the one at its acceptance, and those of later draws.
    private static double Probability(DecidedRow face, IReadOnlyList<DrawRow> newestFirst)
    {
        var share = newestFirst.TakeWhile(d => d.DrawnAt >= face.AcceptedAt).Select(d => d.Share).Append(face.Share).Max();
        return AuditPlan.Probability(share, face.RiskRank);
    }

    private sealed class PlanRow
    {
        public double SampleShare { get; init; }

        public double DefectPercent { get; init; }

        public double? TargetShare { get; init; }

        public int Faces { get; init; }

        public int Waiting { get; init; }
    }

    private sealed class DecidedRow
    {
        public string State { get; init; } = "";

        public double RiskRank { get; init; }

        public double Share { get; init; }

        public DateTimeOffset AcceptedAt { get; init; }
    }

    private sealed class DrawRow
    {
        public DateTimeOffset DrawnAt { get; init; }

        public double Share { get; init; }
    }
}
