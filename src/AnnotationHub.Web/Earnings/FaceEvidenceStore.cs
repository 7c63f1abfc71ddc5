using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>What a return or a rejection pointed at: the annotator's own points, never anybody else's and never the photograph.</summary>
public sealed class FaceEvidenceStore(Database database)
{
    private const string AnnotationSql = """
        SELECT a.id, a.landmarks, j.scheme_key
        FROM annotation a
        JOIN task k ON k.id = a.task_id
        JOIN project j ON j.id = a.project_id
        WHERE k.trace_code = @traceCode AND a.annotator_id = @annotator
        """;

    private const string MarksSql =
        "SELECT landmark, distance_percent FROM annotation_mark WHERE annotation_id = @annotation ORDER BY distance_percent DESC, landmark";

    /// <summary>Null where the annotator has no annotation of that face.</summary>
    public Task<FaceEvidence?> FindAsync(Guid annotator, string traceCode, CancellationToken cancellation = default) =>
        database.ReadAsync<FaceEvidence?>(
            async session =>
            {
                if (await session.FirstOrDefaultAsync<Row>(AnnotationSql, new { annotator, traceCode }) is not { } row) return null;
                var marks = await session.QueryAsync<FaceMark>(MarksSql, new { annotation = row.Id });
                return new FaceEvidence(row.SchemeKey, row.Landmarks.Length == 0 ? [] : PackedLandmarks.Unpack(row.Landmarks), marks);
            },
            cancellation);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public string SchemeKey { get; init; } = "";
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
public sealed record FaceEvidence(string SchemeKey, IReadOnlyList<PlacedLandmark> Landmarks, IReadOnlyList<FaceMark> Marks);
