using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality;

/// <summary>An assignment that is being submitted, with what is durable of it and the annotation it may have already.</summary>
internal sealed class SubmissionWork
{
    private const string LoadSql =
        """
        SELECT a.id AS assignment_id, a.task_id, a.project_id, a.annotator_id, a.state, a.epoch, a.submitted_epoch, a.claimed_at, a.price_e4,
               a.currency, a.base_share_e4, p.scheme_key, g.width_px, g.height_px, t.is_gold, t.box_x, t.box_y, t.box_width, t.box_height,
               d.durable_sequence, d.placements, d.active_ms, n.id AS annotation_id, n.active_ms AS accrued_active_ms,
               r.landmarks AS asked
        FROM assignment a WITH (UPDLOCK, ROWLOCK)
        JOIN task t ON t.id = a.task_id
        JOIN photograph g ON g.id = t.photograph_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN draft d ON d.assignment_id = a.id
        LEFT JOIN annotation n ON n.assignment_id = a.id
        LEFT JOIN partial_assignment r ON r.assignment_id = a.id
        WHERE a.id = @assignmentId
        """;

    public Guid AssignmentId { get; init; }

    public Guid TaskId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid AnnotatorId { get; init; }

    public string State { get; init; } = "";

    public int Epoch { get; init; }

    public int? SubmittedEpoch { get; init; }

    public DateTimeOffset ClaimedAt { get; init; }

    public long PriceE4 { get; init; }

    public string Currency { get; init; } = "";

    public int BaseShareE4 { get; init; }

    public string SchemeKey { get; init; } = "";

    public int WidthPx { get; init; }

    public int HeightPx { get; init; }

    public bool IsGold { get; init; }

    public double BoxX { get; init; }

    public double BoxY { get; init; }

    public double BoxWidth { get; init; }

    public double BoxHeight { get; init; }

    public FaceBox Box => new(BoxX, BoxY, BoxWidth, BoxHeight);

    public long? DurableSequence { get; init; }

    public byte[]? Placements { get; init; }

    public long? ActiveMs { get; init; }

    /// <summary>Set where the annotation came back for repair.</summary>
    public Guid? AnnotationId { get; init; }

    public long? AccruedActiveMs { get; init; }

    public AssignmentState AssignmentState => EnumText.Parse<AssignmentState>(State);

    public Money Price => new(PriceE4, Currency);

    /// <exception cref="InvalidOperationException">The scheme is not one of this program's.</exception>
    public LandmarkScheme Scheme => ShippedSchemes.Find(SchemeKey) ?? throw new InvalidOperationException($"No landmark scheme {SchemeKey}.");

    public AnnotationPosting Posting(Guid annotationId) => new(annotationId, TaskId, ProjectId, AnnotatorId, Price, BaseShareE4);

    /// <summary>The landmarks that are asked for, packed; null for the whole face.</summary>
    public byte[]? Asked { get; init; }

    /// <summary>Null for the whole face.</summary>
    public IReadOnlyCollection<int>? AskedOnly => AskedLandmarks.OrWhole(Asked);

    /// <summary>Each landmark of the scheme as it was placed last, by index; null where it was not, or was not asked for.</summary>
    public PlacedLandmark?[] Landmarks()
    {
        var landmarks = new PlacedLandmark?[Scheme.Count];
        var asked = AskedOnly;
        foreach (var landmark in PackedDraft.Unpack(Placements ?? PackedDraft.Empty))
        {
            if (asked is null || asked.Contains(landmark.Index)) landmarks[landmark.Index] = landmark.Placed;
        }

        return landmarks;
    }

    /// <summary>Null for an unknown assignment. Holds its row until the unit ends, so that submissions of one assignment queue up.</summary>
    public static async Task<SubmissionWork?> LoadAsync(DbSession session, Guid assignmentId)
    {
        await OpenAssignments.SaveAsync(session, assignmentId);
        return await session.FirstOrDefaultAsync<SubmissionWork>(LoadSql, new { assignmentId });
    }
}
