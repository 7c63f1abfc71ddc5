using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality.Feedback;

/// <summary>The feedback about an annotator's own face, for its page and for programs.</summary>
public sealed class FaceFeedbackStore(Database database, FaceFeedback feedback)
{
    // A repair on its way is not settled: to tell it where the points belong would be to make it.
    private const string FindSql = """
        SELECT a.id, a.landmarks AS own, COALESCE(g.landmarks, c.landmarks) AS settled, p.scheme_key, k.box_x, k.box_y, k.box_width, k.box_height
        FROM task k
        JOIN annotation a ON a.task_id = k.id AND a.annotator_id = @annotator
        JOIN project p ON p.id = k.project_id
        LEFT JOIN consensus c ON c.task_id = k.id
        LEFT JOIN gold_truth g ON g.task_id = k.id
        WHERE k.trace_code = @traceCode AND k.state = 'accepted' AND a.state IN ('accepted', 'rejected')
        """;

    /// <summary>Null where the annotator has no settled annotation of that face.</summary>
    public async Task<(LandmarkScheme Scheme, SubmissionFeedback Feedback)?> FindAsync(Guid annotator, string traceCode, CancellationToken cancellation = default)
    {
        if (await database.FirstOrDefaultAsync<Row>(FindSql, new { annotator, traceCode }, cancellation) is not { Settled: not null } row) return null;
        if (ShippedSchemes.Find(row.SchemeKey) is not { } scheme) return null;
        var face = new SettledFace(
            PackedLandmarks.Unpack(row.Own), PackedLandmarks.Unpack(row.Settled), new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight));
        return (scheme, feedback.Of(scheme, row.Id, face));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public byte[] Own { get; init; } = [];

        public byte[]? Settled { get; init; }

        public string SchemeKey { get; init; } = "";

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }
    }
}
