using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Labeling;

/// <summary>Reads an annotator's live assignments as the offers of the contract. Nothing in them tells a known face from another.</summary>
public sealed class TaskOffers(Database database)
{
    private const string LiveSql =
        """
        SELECT a.id, a.epoch, a.lease_expires_at, a.price_e4, a.currency, a.project_id, t.trace_code, t.box_x, t.box_y, t.box_width,
               t.box_height, t.id AS task_id, t.is_gold, t.starting_shape, k.landmarks AS truth, p.scheme_key, g.width_px, g.height_px, d.placements, n.id AS annotation_id,
               r.landmarks AS asked
        FROM assignment a
        JOIN task t ON t.id = a.task_id
        JOIN photograph g ON g.id = t.photograph_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN draft d ON d.assignment_id = a.id
        LEFT JOIN annotation n ON n.assignment_id = a.id
        LEFT JOIN partial_assignment r ON r.assignment_id = a.id
        LEFT JOIN gold_truth k ON k.task_id = t.id
        WHERE a.annotator_id = @annotatorId AND a.state = 'live'
        ORDER BY a.id
        """;

    // Few of either end: what a client sends is all of a kind, by and large.
    private const string NewestShapesSql = """
        SELECT CASE WHEN n.starting_shape IS NULL THEN 0 ELSE 1 END FROM task n WHERE n.project_id = @projectId AND n.is_gold = 0
        ORDER BY n.id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string OldestShapesSql = """
        SELECT CASE WHEN n.starting_shape IS NULL THEN 0 ELSE 1 END FROM task n WHERE n.project_id = @projectId AND n.is_gold = 0
        ORDER BY n.id OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string MarkedSql = "SELECT landmark FROM annotation_mark WHERE annotation_id = @annotationId ORDER BY landmark";

    /// <summary>Those of <paramref name="assignmentIds"/> that are this annotator's and live, in the order of their claims.</summary>
    public Task<IReadOnlyList<TaskOffer>> OfAsync(Guid annotatorId, IReadOnlyCollection<Guid> assignmentIds) => database.ReadAsync(async session =>
    {
        var wanted = assignmentIds.ToHashSet();
        var offers = new List<TaskOffer>(wanted.Count);
        foreach (var row in await session.QueryAsync<OfferRow>(LiveSql, new { annotatorId }))
        {
            if (wanted.Contains(row.Id)) offers.Add(Offer(row, await ShapeAsync(session, row), await MarkedAsync(session, row.AnnotationId) ?? row.AskedOnly));
        }

        return (IReadOnlyList<TaskOffer>)offers;
    });

    private static async Task<IReadOnlyList<PointMessage>?> ShapeAsync(DbSession session, OfferRow row)
    {
        if (row.StartingShape is { } sent) return OfferedShape.OfClient(row.SchemeKey, PackedLandmarks.Unpack(sent));
        if (!row.IsGold || row.Truth is not { } truth) return null;
        var key = new { projectId = row.ProjectId, limit = 20 };
        int[] have = [.. await session.QueryAsync<int>(NewestShapesSql, key), .. await session.QueryAsync<int>(OldestShapesSql, key)];
        return have.Length > 0 && OfferedShape.IsGiven(row.TaskId, have.Average())
            ? OfferedShape.OfKnownFace(row.SchemeKey, row.TaskId, PackedLandmarks.Unpack(truth), new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight))
            : null;
    }

    // Only a repair has an annotation; it asks for the landmarks that were marked, or for all of its own where none was.
    private static async Task<IReadOnlyList<int>?> MarkedAsync(DbSession session, Guid? annotationId)
    {
        if (annotationId is null) return null;
        var marked = await session.QueryAsync<int>(MarkedSql, new { annotationId });
        return marked.Count > 0 ? marked : null;
    }

    private static TaskOffer Offer(OfferRow row, IReadOnlyList<PointMessage>? shape, IReadOnlyList<int>? landmarks)
    {
        var work = WorkView.For(row.WidthPx, row.HeightPx, new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight));
        return new TaskOffer
        {
            AssignmentId = row.Id,
            Epoch = row.Epoch,
            TraceCode = row.TraceCode,
            ProjectId = row.ProjectId,
            Scheme = row.SchemeKey,
            ImageWidth = row.WidthPx,
            ImageHeight = row.HeightPx,
            FaceBox = new BoxMessage(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight),
            Work = new WorkMessage(work.X, work.Y, work.Width, work.Height, work.Scale),
            Price = MoneyMessage.Of(new Money(row.PriceE4, row.Currency)),
            LeaseExpiresAt = row.LeaseExpiresAt,
            StartingShape = shape,
            Landmarks = landmarks,
            Placements = row.Placements is { } packed ? [.. PackedDraft.Unpack(packed).Select(Placement)] : [],
        };
    }

    private static PlacementMessage Placement(DraftLandmark landmark)
    {
        var (placed, hasPosition) = (landmark.Placed, landmark.Placed.HasPosition);
        return new PlacementMessage(
            landmark.Index, hasPosition ? placed.Point.X : null, hasPosition ? placed.Point.Y : null, placed.Visibility, landmark.Sequence);
    }

    private sealed class OfferRow
    {
        public Guid Id { get; init; }

        public int Epoch { get; init; }

        public DateTimeOffset LeaseExpiresAt { get; init; }

        public long PriceE4 { get; init; }

        public string Currency { get; init; } = "";

        public Guid ProjectId { get; init; }

        public string TraceCode { get; init; } = "";

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public Guid TaskId { get; init; }

        public bool IsGold { get; init; }

        public byte[]? StartingShape { get; init; }

        public byte[]? Truth { get; init; }

        public string SchemeKey { get; init; } = "";

        public int WidthPx { get; init; }

        public int HeightPx { get; init; }

        public byte[]? Placements { get; init; }

        public Guid? AnnotationId { get; init; }

        public byte[]? Asked { get; init; }

        public IReadOnlyList<int>? AskedOnly => AskedLandmarks.OrWhole(Asked);
    }
}
