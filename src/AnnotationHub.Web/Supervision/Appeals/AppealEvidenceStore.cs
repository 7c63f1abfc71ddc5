using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;

namespace AnnotationHub.Web.Supervision.Appeals;

/// <summary>What the annotator who appeals was shown: the own points and the marks on them, here on the photograph.</summary>
public sealed class AppealEvidenceStore(Database database)
{
    private const string AnnotationSql = """
        SELECT a.id, a.assignment_id, a.landmarks, a.active_ms, j.scheme_key, g.width_px, g.height_px, k.box_x, k.box_y, k.box_width, k.box_height
        FROM appeal p
        JOIN annotation a ON a.id = p.annotation_id
        JOIN task k ON k.id = a.task_id
        JOIN photograph g ON g.id = k.photograph_id
        JOIN project j ON j.id = a.project_id
        WHERE p.id = @appeal
        """;

    private const string MarksSql =
        "SELECT landmark, distance_percent FROM annotation_mark WHERE annotation_id = @annotation ORDER BY distance_percent DESC, landmark";

    /// <summary>Null where there is no such appeal, or its annotation was never whole.</summary>
    public Task<FaceEvidence?> FindAsync(Guid appeal, CancellationToken cancellation = default) => database.ReadAsync<FaceEvidence?>(
        async session =>
        {
            if (await session.FirstOrDefaultAsync<Row>(AnnotationSql, new { appeal }) is not { Landmarks.Length: > 0 } row) return null;
            var marks = await session.QueryAsync<FaceMark>(MarksSql, new { annotation = row.Id });
            var view = WorkView.For(row.WidthPx, row.HeightPx, new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight));
            return new FaceEvidence(row.SchemeKey, PackedLandmarks.Unpack(row.Landmarks), marks, new LeasedPhotograph(row.AssignmentId, view));
        },
        cancellation);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid AssignmentId { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public string SchemeKey { get; init; } = "";

        public int WidthPx { get; init; }

        public int HeightPx { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }
    }
}
