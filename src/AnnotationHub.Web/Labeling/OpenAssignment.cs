using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Labeling;

/// <summary>An assignment with its draft, as the writer needs it to take placements.</summary>
internal sealed class OpenAssignment
{
    public required Guid Id { get; init; }

    public required Guid AnnotatorId { get; init; }

    public required Guid TaskId { get; init; }

    public required Guid ProjectId { get; init; }

    public required AssignmentState State { get; set; }

    public required int Epoch { get; init; }

    public required DateTimeOffset LeaseExpiresAt { get; set; }

    public required LandmarkScheme Scheme { get; init; }

    public required int ImageWidthPx { get; init; }

    public required int ImageHeightPx { get; init; }

    public required Draft Draft { get; init; }

    /// <summary>When a batch of the annotator's last came on another face, as far as the rows say; the epoch where none did.</summary>
    public DateTimeOffset SeenElsewhereAt { get; init; }

    /// <summary>Whether the draft has its row already.</summary>
    public required bool HasRow { get; set; }

    /// <summary>Whether the draft is newer than its row; what it is newer by is in the journal.</summary>
    public bool IsUnsaved { get; set; }

    private const string LoadSql =
        """
        SELECT a.annotator_id, a.task_id, a.project_id, a.state, a.epoch, a.lease_expires_at, a.claimed_at, p.scheme_key,
               g.width_px, g.height_px, d.durable_sequence, d.placements, d.active_ms, d.updated_at,
               (SELECT MAX(e.updated_at) FROM assignment o JOIN draft e ON e.assignment_id = o.id
                WHERE o.annotator_id = a.annotator_id AND o.state = 'live' AND o.id <> a.id),
               (SELECT e.updated_at FROM draft e WHERE e.assignment_id =
                 (SELECT MAX(o.id) FROM assignment o WHERE o.annotator_id = a.annotator_id AND o.state = 'submitted'))
        FROM assignment a WITH (UPDLOCK, ROWLOCK)
        JOIN task t ON t.id = a.task_id
        JOIN photograph g ON g.id = t.photograph_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN draft d ON d.assignment_id = a.id
        WHERE a.id = @id
        """;

    /// <summary>Null for an unknown id. Holds the assignment's row until the unit ends.</summary>
    /// <exception cref="InvalidOperationException">The project's scheme is not one of this program's.</exception>
    public static async Task<OpenAssignment?> LoadAsync(DbSession session, Guid id)
    {
        await using var row = await session.Prepared(LoadSql).Set("@id", id).ReadAsync();
        if (!await row.ReadAsync()) return null;
        var key = row.GetString(7);
        var hasDraft = !row.IsDBNull(10);
        return new OpenAssignment
        {
            Id = id,
            AnnotatorId = row.GetId(0),
            TaskId = row.GetId(1),
            ProjectId = row.GetId(2),
            State = EnumText.Parse<AssignmentState>(row.GetString(3)),
            Epoch = row.GetInt32(4),
            LeaseExpiresAt = row.GetInstant(5),
            Scheme = ShippedSchemes.Find(key) ?? throw new InvalidOperationException($"No landmark scheme {key}."),
            ImageWidthPx = row.GetInt32(8),
            ImageHeightPx = row.GetInt32(9),
            HasRow = hasDraft,
            SeenElsewhereAt = Later(row.IsDBNull(14) ? default : row.GetInstant(14), row.IsDBNull(15) ? default : row.GetInstant(15)),
            Draft = hasDraft
                ? new Draft(row.GetFieldValue<byte[]>(11), row.GetInt64(10), row.GetInt64(12), row.GetInstant(13))
                : new Draft(PackedDraft.Empty, 0, 0, row.GetInstant(6)),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private const string UpdateDraftSql =
        """
        UPDATE draft SET durable_sequence = @durableSequence, placements = @placements, active_ms = @activeMs, updated_at = @updatedAt
        WHERE assignment_id = @id
        """;

    private const string InsertDraftSql =
        """
        INSERT INTO draft (assignment_id, durable_sequence, placements, active_ms, updated_at)
        VALUES (@id, @durableSequence, @placements, @activeMs, @updatedAt)
        """;

    public async Task SaveDraftAsync(DbSession session)
    {
        await session.Prepared(HasRow ? UpdateDraftSql : InsertDraftSql)
            .Set("@id", Id).Set("@durableSequence", Draft.DurableSequence).Set("@placements", Draft.Packed)
            .Set("@activeMs", Draft.ActiveMs).Set("@updatedAt", Draft.UpdatedAt)
            .ExecuteAsync();
        (HasRow, IsUnsaved) = (true, false);
    }
}
