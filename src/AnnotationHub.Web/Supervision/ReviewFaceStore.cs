using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Supervision;

/// <summary>One face with everything that a supervisor decides by. Annotators are pseudonyms here too.</summary>
public sealed class ReviewFaceStore(Database database)
{
    private const string FaceSql = """
        SELECT k.id AS task_id, k.trace_code, k.project_id, k.photograph_id, p.name AS project_name, p.scheme_key, p.guideline,
            p.target_error_percent, k.state, k.box_x, k.box_y, k.box_width, k.box_height, g.width_px, g.height_px, g.original_blob,
            q.kind, c.landmarks AS consensus_landmarks, c.covariance, c.agreement_percent, c.predicted_percent, c.origin
        FROM task k
        JOIN project p ON p.id = k.project_id
        JOIN photograph g ON g.id = k.photograph_id
        LEFT JOIN review_queue q ON q.task_id = k.id
        LEFT JOIN consensus c ON c.task_id = k.id
        WHERE k.trace_code = @traceCode
        """;

    private const string AnnotationsSql = """
        SELECT a.id, u.pseudonym, a.annotator_id, a.state, a.landmarks, a.active_ms, a.error_percent, a.submitted_at, a.reason_code,
            r.landmarks AS asked
        FROM annotation a
        JOIN app_user u ON u.id = a.annotator_id
        LEFT JOIN partial_assignment r ON r.assignment_id = a.assignment_id
        WHERE a.task_id = @taskId
        ORDER BY a.id
        """;

    // Never submitted in time, never lost: what late work holds is shown beside the annotations.
    private const string LateSql = """
        SELECT a.id, u.pseudonym, a.annotator_id, 'late' AS state, d.placements AS landmarks, d.active_ms, d.updated_at AS submitted_at
        FROM assignment a
        JOIN app_user u ON u.id = a.annotator_id
        JOIN draft d ON d.assignment_id = a.id
        WHERE a.task_id = @taskId AND a.state = 'expired'
        ORDER BY a.id
        """;

    /// <summary>Null where there is no such face.</summary>
    public Task<ReviewFace?> FindAsync(string traceCode, CancellationToken cancellation = default) => database.ReadAsync<ReviewFace?>(
        async session =>
        {
            if (await session.FirstOrDefaultAsync<ReviewFaceRow>(FaceSql, new { traceCode }) is not { } row) return null;
            var annotations = await session.QueryAsync<ReviewAnnotationRow>(AnnotationsSql, new { taskId = row.TaskId });
            if (row.Kind != "late") return new ReviewFace(row, annotations);
            var late = await session.QueryAsync<ReviewAnnotationRow>(LateSql, new { taskId = row.TaskId });
            return new ReviewFace(row, [.. annotations, .. late.Select(l => l.FromDraft(row.SchemeKey)).OfType<ReviewAnnotationRow>()]);
        },
        cancellation);
}

/// <summary>A face under review.</summary>
public sealed record ReviewFace(ReviewFaceRow Row, IReadOnlyList<ReviewAnnotationRow> Annotations)
{
    public LandmarkScheme? Scheme => ShippedSchemes.Find(Row.SchemeKey);

    public IReadOnlyList<PlacedLandmark>? Consensus => Row.ConsensusLandmarks is { } packed ? PackedLandmarks.Unpack(packed) : null;
}

/// <summary>As stored; see the columns of task, photograph, project and consensus.</summary>
public sealed class ReviewFaceRow
{
    public Guid TaskId { get; init; }

    public string TraceCode { get; init; } = "";

    public Guid ProjectId { get; init; }

    public Guid PhotographId { get; init; }

    public string ProjectName { get; init; } = "";

    public string SchemeKey { get; init; } = "";

    public string Guideline { get; init; } = "";

    public double TargetErrorPercent { get; init; }

    public string State { get; init; } = "";

    public double BoxX { get; init; }

    public double BoxY { get; init; }

    public double BoxWidth { get; init; }

    public double BoxHeight { get; init; }

    public int WidthPx { get; init; }

    public int HeightPx { get; init; }

    public string OriginalBlob { get; init; } = "";

    /// <summary>Why it is in the queue; null where it is not.</summary>
    public string? Kind { get; init; }

    public byte[]? ConsensusLandmarks { get; init; }

    /// <summary>Per landmark sxx, sxy, syy in square pixels, 64-bit little-endian.</summary>
    public byte[]? Covariance { get; init; }

    public double? AgreementPercent { get; init; }

    public double? PredictedPercent { get; init; }

    public string? Origin { get; init; }

    public FaceBox Box => new(BoxX, BoxY, BoxWidth, BoxHeight);
}

/// <summary>One annotation of the face, as stored.</summary>
public sealed class ReviewAnnotationRow
{
    public Guid Id { get; init; }

    public string Pseudonym { get; init; } = "";

    public Guid AnnotatorId { get; init; }

    public string State { get; init; } = "";

    public byte[] Landmarks { get; init; } = [];

    /// <summary>The disputed landmarks where only those were asked for, packed.</summary>
    public byte[]? Asked { get; init; }

    public long ActiveMs { get; init; }

    public double? ErrorPercent { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>Late work lies in its draft; null where the draft does not hold the whole face.</summary>
    internal ReviewAnnotationRow? FromDraft(string schemeKey)
    {
        var placed = PackedDraft.Unpack(Landmarks).ToDictionary(l => l.Index, l => l.Placed);
        if (ShippedSchemes.Find(schemeKey) is not { } scheme || !Enumerable.Range(0, scheme.Count).All(placed.ContainsKey)) return null;
        return new ReviewAnnotationRow
        {
            Id = Id,
            Pseudonym = Pseudonym,
            AnnotatorId = AnnotatorId,
            State = State,
            ActiveMs = ActiveMs,
            SubmittedAt = SubmittedAt,
            Landmarks = PackedLandmarks.Pack([.. Enumerable.Range(0, scheme.Count).Select(i => placed[i])]),
        };
    }
}
