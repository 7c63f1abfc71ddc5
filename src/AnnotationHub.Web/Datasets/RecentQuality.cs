using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Projects;

namespace AnnotationHub.Web.Datasets;

/// <summary>The quality of a project so far, from the faces accepted last: bounded in number, so that a page costs the same whatever the project's size.</summary>
public sealed class RecentQuality(Database database)
{
    public const int MostFaces = 200;

    private const string FacesSql = """
        SELECT t.trace_code, t.photograph_id, t.box_x, t.box_y, t.box_width, t.box_height, c.landmarks, c.covariance, c.annotation_count,
            c.agreement_percent, c.predicted_percent, c.origin
        FROM audit_face f
        JOIN task t ON t.id = f.task_id
        JOIN consensus c ON c.task_id = f.task_id
        WHERE f.project_id = @projectId AND t.state = 'accepted'
        ORDER BY f.accepted_at DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Null before the first accepted face.</summary>
    public async Task<QualityReport?> FindAsync(Project project, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        if (ShippedSchemes.Find(project.SchemeKey) is not { } scheme) return null;
        var rows = await database.QueryAsync<FaceRow>(FacesSql, new { projectId = project.Id, limit = MostFaces }, cancellation);
        if (rows.Count == 0) return null;
        var report = new QualityReportBuilder(scheme);
        foreach (var row in rows) report.Add(row.Face());
        return report.Build(new ReportHeader(project.Name, 0, now, "", project.TargetErrorPercent, project.Rejected));
    }

    private sealed class FaceRow
    {
        public string TraceCode { get; init; } = "";

        public Guid PhotographId { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public byte[] Covariance { get; init; } = [];

        public int AnnotationCount { get; init; }

        public double? AgreementPercent { get; init; }

        public double PredictedPercent { get; init; }

        public string Origin { get; init; } = "";

        public FinishedFace Face() => new(
            TraceCode,
            new FinishedPhotograph(PhotographId.ToString("D"), "", 0, 0, ""),
            new FaceBox(BoxX, BoxY, BoxWidth, BoxHeight),
            [.. PackedLandmarks.Unpack(Landmarks)],
            FinishedFaceReader.Covariances(Covariance),
            AnnotationCount,
            [],
            AgreementPercent,
            PredictedPercent,
            EnumText.Parse<FaceOrigin>(Origin));
    }
}
