using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Audits;

namespace AnnotationHub.Web.Datasets;

/// <summary>What was known of a release's outgoing quality when it was asked for: fixed then, so that building it again says the same.</summary>
internal sealed class ReleaseAudits(Database database)
{
    private const string InsertSql = """
        INSERT INTO release_audit (project_id, number, faces, audited, defects, defect_percent, share, low, high, target_share)
        VALUES (@projectId, @number, @faces, @audited, @defects, @defectPercent, @share, @low, @high, @targetShare)
        """;

    /// <summary>In the caller's transaction.</summary>
    public static Task InsertAsync(DbSession session, Guid projectId, int number, AuditStanding standing) => session.ExecuteAsync(InsertSql, new
    {
        projectId,
        number,
        faces = standing.Quality.Faces,
        audited = standing.Quality.Audited,
        defects = standing.Quality.Defects,
        defectPercent = standing.DefectPercent,
        share = standing.Quality.Share,
        low = standing.Quality.Low,
        high = standing.Quality.High,
        targetShare = standing.TargetShare,
    });

    private const string FindSql = """
        SELECT faces, audited, defects, defect_percent, share, low, high, target_share FROM release_audit WHERE project_id = @projectId AND number = @number
        """;

    /// <summary>Null where the project had no audit plan.</summary>
    public async Task<AuditReport?> FindAsync(Guid projectId, int number, CancellationToken cancellation = default) =>
        await database.FirstOrDefaultAsync<Row>(FindSql, new { projectId, number }, cancellation) is { } row
            ? new AuditReport(
                row.Faces, row.Audited, row.Defects, row.DefectPercent, Percent(row.Share), Percent(row.Low), Percent(row.High),
                row.TargetShare is { } target ? Percent(target) : null)
            : null;

    private static double Percent(double share) => Math.Round(100 * share, 3);

    private sealed class Row
    {
        public int Faces { get; init; }

        public int Audited { get; init; }

        public int Defects { get; init; }

        public double DefectPercent { get; init; }

        public double Share { get; init; }

        public double Low { get; init; }

        public double High { get; init; }

        public double? TargetShare { get; init; }
    }
}
