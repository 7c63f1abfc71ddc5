using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>
/// What a return or a rejection pointed at: the annotator's own points, never anybody else's; on the photograph while it is
/// leased to this annotator (a return), and on nothing afterwards.
/// </summary>
public sealed class FaceEvidenceStore(Database database)
{
    private const string AnnotationSql = """
        SELECT a.id, a.landmarks, j.scheme_key, a.assignment_id, g.width_px, g.height_px, k.box_x, k.box_y, k.box_width, k.box_height,
            CASE WHEN s.state = 'live' AND s.lease_expires_at > @now THEN 1 ELSE 0 END AS is_live
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        JOIN task k ON k.id = a.task_id
        JOIN photograph g ON g.id = k.photograph_id
        JOIN project j ON j.id = a.project_id
        WHERE k.trace_code = @traceCode AND a.annotator_id = @annotator
        """;

    private const string MarksSql =
        "SELECT landmark, distance_percent FROM annotation_mark WHERE annotation_id = @annotation ORDER BY distance_percent DESC, landmark";

    /// <summary>Null where the annotator has no annotation of that face.</summary>
    public Task<FaceEvidence?> FindAsync(Guid annotator, string traceCode, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.ReadAsync<FaceEvidence?>(
            async session =>
            {
                if (await session.FirstOrDefaultAsync<Row>(AnnotationSql, new { annotator, traceCode, now }) is not { } row) return null;
                var marks = await session.QueryAsync<FaceMark>(MarksSql, new { annotation = row.Id });
                return new FaceEvidence(row.SchemeKey, row.Landmarks.Length == 0 ? [] : PackedLandmarks.Unpack(row.Landmarks), marks, row.Leased);
            },
            cancellation);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public string SchemeKey { get; init; } = "";

        public Guid AssignmentId { get; init; }

        public int WidthPx { get; init; }

        public int HeightPx { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public int IsLive { get; init; }

        public LeasedPhotograph? Leased => IsLive == 0 ? null : new(AssignmentId, WorkView.For(WidthPx, HeightPx, new FaceBox(BoxX, BoxY, BoxWidth, BoxHeight)));
    }
}

/// <summary>A landmark that was pointed at.</summary>
public sealed class FaceMark
{
    public int Landmark { get; init; }

    /// <summary>How far off, in per cent of the distance between the outer eye corners.</summary>
    public double DistancePercent { get; init; }
}

/// <param name="Landmarks">The annotator's own, by index of the scheme; in pixels of the upright original.</param>
/// <param name="Photograph">Null once the annotator no longer holds the face.</param>
public sealed record FaceEvidence(string SchemeKey, IReadOnlyList<PlacedLandmark> Landmarks, IReadOnlyList<FaceMark> Marks, LeasedPhotograph? Photograph);

/// <param name="View">The part of it that the annotator works on.</param>
public sealed record LeasedPhotograph(Guid AssignmentId, WorkView View);
