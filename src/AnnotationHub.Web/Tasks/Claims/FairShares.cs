using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>
/// What <see cref="FairShare"/> needs to know, looked up only while a project has little left: so many rows at the most, however many
/// faces and annotators there are. Takes part in the caller's unit.
/// </summary>
internal sealed class FairShares(HandOutOptions options)
{
    /// <summary>With so many faces that nobody has yet there is plenty for everybody, and nothing to look up.</summary>
    private const int PlentyFaces = 200;

    private const int MostAnnotators = 32;

    /// <summary>Queue rows that are looked at: more open slots than these are plenty for so many annotators.</summary>
    private const int MostRows = FairShare.PlentyEach * MostAnnotators;

    /// <summary>So long a row is good enough for <see cref="HandOutOptions.ActiveMinutes"/>: it is not rewritten at each claim.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private const string ActiveSql =
        """
        SELECT p.annotator_id, p.seen_at, p.is_empty_handed,
            (SELECT COUNT(*) FROM assignment a WHERE a.annotator_id = p.annotator_id AND a.state = 'live') AS leases
        FROM hand_out_presence p
        WHERE p.project_id = @projectId AND p.seen_at > @since
        ORDER BY p.seen_at DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string OpenSql =
        """
        SELECT COALESCE(SUM(few.remaining), 0) FROM (
            SELECT remaining FROM task_queue WHERE project_id = @projectId AND lane < @goldLane
            ORDER BY lane, position OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) few
        """;

    /// <summary>How many ordinary faces of the project the annotator may have now.</summary>
    /// <param name="ownLeases">Faces that the annotator holds already.</param>
    public async Task<int> AllowanceAsync(DbSession session, HandOutProject project, Guid annotatorId, int asked, int ownLeases, DateTimeOffset now)
    {
        if (project.Waiting >= PlentyFaces) return asked;
        var active = await session.QueryAsync<ActiveRow>(ActiveSql, new { projectId = project.Id, since = now - options.Active, limit = MostAnnotators });
        var others = new List<ActiveRow>();
        foreach (var other in active.Where(a => a.AnnotatorId != annotatorId))
        {
            if (await CouldTakeOneAsync(session, project, other.AnnotatorId)) others.Add(other);
        }

        var open = await session.ScalarAsync<int>(OpenSql, new { projectId = project.Id, goldLane = HandOutLane.Gold, limit = MostRows });
        var waiting = others.Count(a => a.IsEmptyHanded && a.Leases == 0 && a.SeenAt > now - options.Waiting);
        return FairShare.Allowance(new HandOutMoment(open, others.Sum(a => a.Leases) + ownLeases, others.Count + 1, ownLeases, waiting), asked);
    }

    // Who has had every face that is open competes for none.
    private static async Task<bool> CouldTakeOneAsync(DbSession session, HandOutProject project, Guid annotatorId) =>
        await TaskQueue.NextAsync(session, project.Id, HandOutLane.Returned, annotatorId) is not null
        || await TaskQueue.NextAsync(session, project.Id, HandOutLane.Ordinary, annotatorId) is not null;

    private const string SeenSql = "SELECT seen_at, is_empty_handed FROM hand_out_presence WHERE project_id = @projectId AND annotator_id = @annotatorId";

    private const string UpdateSql =
        "UPDATE hand_out_presence SET seen_at = @now, is_empty_handed = @isEmptyHanded WHERE project_id = @projectId AND annotator_id = @annotatorId";

    private const string InsertSql =
        "INSERT INTO hand_out_presence (project_id, annotator_id, seen_at, is_empty_handed) VALUES (@projectId, @annotatorId, @now, @isEmptyHanded)";

    /// <summary>The annotator has asked the project for work, and got some or none.</summary>
    public static async Task SeenAsync(DbSession session, HandOutProject project, Guid annotatorId, bool isEmptyHanded, DateTimeOffset now)
    {
        if (project.Waiting >= PlentyFaces) return;
        var row = new { projectId = project.Id, annotatorId, isEmptyHanded, now };
        var seen = await session.FirstOrDefaultAsync<ActiveRow>(SeenSql, row);
        if (seen is null) await session.ExecuteAsync(InsertSql, row);
        else if (seen.IsEmptyHanded != isEmptyHanded || isEmptyHanded || now - seen.SeenAt > Fresh) await session.ExecuteAsync(UpdateSql, row);
    }

    private sealed class ActiveRow
    {
        public Guid AnnotatorId { get; init; }

        public DateTimeOffset SeenAt { get; init; }

        public bool IsEmptyHanded { get; init; }

        public int Leases { get; init; }
    }
}
