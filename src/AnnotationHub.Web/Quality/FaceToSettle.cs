using System.Collections.Immutable;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Projects;

namespace AnnotationHub.Web.Quality;

/// <summary>A face with its project's rule, held until the unit ends so that two submissions settle it one after the other.</summary>
internal sealed class FaceToSettle
{
    private const string LoadSql =
        """
        SELECT t.id, t.project_id, t.trace_code, t.state, t.wanted, t.annotation_count, t.live_count, t.is_gold, t.box_x, t.box_y, t.box_width, t.box_height,
               g.width_px, g.height_px, p.scheme_key, p.redundancy_minimum, p.redundancy_maximum, p.target_error_percent, k.landmarks AS truth
        FROM task t WITH (UPDLOCK, ROWLOCK)
        JOIN photograph g ON g.id = t.photograph_id
        JOIN project p ON p.id = t.project_id
        LEFT JOIN gold_truth k ON k.task_id = t.id
        WHERE t.id = @taskId
        """;

    private ImmutableSortedDictionary<LandmarkKind, double> caps = ImmutableSortedDictionary<LandmarkKind, double>.Empty;

    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public string TraceCode { get; init; } = "";

    public string State { get; init; } = "";

    public int Wanted { get; init; }

    public int AnnotationCount { get; init; }

    public int LiveCount { get; init; }

    public bool IsGold { get; init; }

    public double BoxX { get; init; }

    public double BoxY { get; init; }

    public double BoxWidth { get; init; }

    public double BoxHeight { get; init; }

    public int WidthPx { get; init; }

    public int HeightPx { get; init; }

    public string SchemeKey { get; init; } = "";

    public int RedundancyMinimum { get; init; }

    public int RedundancyMaximum { get; init; }

    public double TargetErrorPercent { get; init; }

    public byte[]? Truth { get; init; }

    public TaskState TaskState => EnumText.Parse<TaskState>(State);

    public FaceBox Box => new(BoxX, BoxY, BoxWidth, BoxHeight);

    public QualityRule Rule => new(RedundancyMinimum, RedundancyMaximum, TargetErrorPercent) { Caps = caps };

    /// <exception cref="InvalidOperationException">The scheme is not one of this program's.</exception>
    public LandmarkScheme Scheme => ShippedSchemes.Find(SchemeKey) ?? throw new InvalidOperationException($"No landmark scheme {SchemeKey}.");

    public static async Task<FaceToSettle?> LoadAsync(DbSession session, Guid taskId)
    {
        if (await session.FirstOrDefaultAsync<FaceToSettle>(LoadSql, new { taskId }) is not { } face) return null;
        face.caps = await KindTargets.OfAsync(session, face.ProjectId);
        return face;
    }
}

/// <summary>One annotation of a face with the terms of its assignment.</summary>
internal sealed class StandingAnnotation
{
    private const string LoadSql =
        """
        SELECT n.id, n.assignment_id, n.task_id, n.project_id, n.annotator_id, n.state, n.landmarks, n.reason_code, a.price_e4, a.currency, a.base_share_e4
        FROM annotation n
        JOIN assignment a ON a.id = n.assignment_id
        WHERE n.task_id = @taskId AND (n.state = 'pending' OR n.state = 'accepted')
        ORDER BY n.id
        """;

    public Guid Id { get; init; }

    public Guid AssignmentId { get; init; }

    public Guid TaskId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid AnnotatorId { get; init; }

    public string State { get; init; } = "";

    public byte[] Landmarks { get; init; } = [];

    /// <summary>Set where it came back once before: a second failure is a supervisor's to judge.</summary>
    public string? ReasonCode { get; init; }

    public long PriceE4 { get; init; }

    public string Currency { get; init; } = "";

    public int BaseShareE4 { get; init; }

    public bool IsPending => State == "pending";

    public bool WasReturned => ReasonCode is not null;

    public PlacedLandmark[] Placed => PackedLandmarks.Unpack(Landmarks);

    public AnnotationPosting Posting => new(Id, TaskId, ProjectId, AnnotatorId, new Money(PriceE4, Currency), BaseShareE4);

    /// <summary>Those that count: pending and accepted, oldest first.</summary>
    public static Task<IReadOnlyList<StandingAnnotation>> OfFaceAsync(DbSession session, Guid taskId) =>
        session.QueryAsync<StandingAnnotation>(LoadSql, new { taskId });
}
