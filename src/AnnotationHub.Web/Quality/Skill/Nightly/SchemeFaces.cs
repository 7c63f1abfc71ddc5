using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>One label as it counts: of a known face its first submission, of any other what stands.</summary>
/// <param name="SubmittedAt">By which a repair that comes meanwhile is told.</param>
internal sealed record SchemeLabel(Guid AnnotationId, Guid AnnotatorId, PlacedLandmark[] Landmarks, DateTimeOffset SubmittedAt);

/// <summary>A face with the labels that its annotators' records are made of.</summary>
/// <param name="Truth">Of a known face, and of one that a supervisor has corrected: that is taken as exact, too.</param>
internal sealed record SchemeFace(Guid TaskId, bool IsGold, FaceBox Box, PlacedLandmark[]? Truth, IReadOnlyList<SchemeLabel> Labels);

/// <summary>Reads the faces of a scheme page by page: memory does not grow with their number.</summary>
internal sealed class SchemeFaces(Database database, string schemeKey)
{
    private const int PageTasks = 100;

    private const string ProjectsSql = "SELECT id FROM project WHERE scheme_key = @schemeKey ORDER BY id";

    private const string TasksSql =
        """
        SELECT t.id, t.is_gold, t.box_x, t.box_y, t.box_width, t.box_height, COALESCE(k.landmarks, c.landmarks) AS truth
        FROM task t
        LEFT JOIN gold_truth k ON k.task_id = t.id
        LEFT JOIN consensus c ON c.task_id = t.id AND c.origin = 'corrected' AND t.state = 'accepted'
        WHERE t.project_id = @projectId AND t.id > @after AND t.annotation_count > 0
        ORDER BY t.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string StandingSql =
        """
        SELECT n.id, n.annotator_id, n.landmarks, n.submitted_at FROM annotation n
        WHERE n.task_id = @taskId AND (n.state = 'pending' OR n.state = 'accepted')
        ORDER BY n.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string AttemptsSql = "SELECT annotation_id AS id, annotator_id, landmarks, submitted_at FROM gold_attempt WHERE task_id = @taskId ORDER BY annotation_id";

    public Task<IReadOnlyList<Guid>> ProjectsAsync(CancellationToken cancellation) => database.QueryAsync<Guid>(ProjectsSql, new { schemeKey }, cancellation);

    /// <summary>The next faces of a project, and where to go on; an empty page is the last.</summary>
    public Task<(IReadOnlyList<SchemeFace> Faces, Guid After)> PageAsync(Guid projectId, Guid after, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var tasks = await session.QueryAsync<TaskRow>(TasksSql, new { projectId, after, limit = PageTasks });
            var faces = new List<SchemeFace>(tasks.Count);
            foreach (var task in tasks)
            {
                var labels = task.IsGold
                    ? await session.QueryAsync<LabelRow>(AttemptsSql, new { taskId = task.Id })
                    : await session.QueryAsync<LabelRow>(StandingSql, new { taskId = task.Id, limit = FaceLabels.MaximumLabels });
                // One label of an ordinary face has nothing to be compared with.
                if (labels.Count >= (task.IsGold ? 1 : 2)) faces.Add(task.With(labels));
            }

            return ((IReadOnlyList<SchemeFace>)faces, tasks.Count == 0 ? after : tasks[^1].Id);
        },
        cancellation);

    private sealed class TaskRow
    {
        public Guid Id { get; init; }

        public bool IsGold { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public byte[]? Truth { get; init; }

        public SchemeFace With(IReadOnlyList<LabelRow> labels) => new(
            Id, IsGold, new FaceBox(BoxX, BoxY, BoxWidth, BoxHeight), Truth is { } packed ? PackedLandmarks.Unpack(packed) : null,
            [.. labels.Select(l => new SchemeLabel(l.Id, l.AnnotatorId, PackedLandmarks.Unpack(l.Landmarks), l.SubmittedAt))]);
    }

    private sealed class LabelRow
    {
        public Guid Id { get; init; }

        public Guid AnnotatorId { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public DateTimeOffset SubmittedAt { get; init; }
    }
}
