using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>Who works on what now. Costs by the annotators at work, not by those who ever worked.</summary>
public sealed class FloorStore(Database database)
{
    // Through the index of live leases; today's work, the skill and the draft are one look-up each per lease.
    private const string AnnotatorsSql = """
        SELECT a.annotator_id, u.display_name, COUNT(*) AS leased, MIN(k.trace_code) AS trace_code, MIN(p.name) AS project_name,
            MAX(a.claimed_at) AS claimed_at, MAX(d.updated_at) AS placed_at, MAX(w.faces) AS faces_today, MAX(w.active_ms) AS active_ms_today,
            MAX(s.gold_faces) AS gold_faces, MAX(s.gold_passed) AS gold_passed
        FROM assignment a
        JOIN app_user u ON u.id = a.annotator_id
        JOIN task k ON k.id = a.task_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN draft d ON d.assignment_id = a.id
        LEFT JOIN work_day w ON w.annotator_id = a.annotator_id AND w.business_date = @today
        LEFT JOIN annotator_skill s ON s.annotator_id = a.annotator_id AND s.scheme_key = p.scheme_key
        WHERE a.state = 'live' AND a.lease_expires_at > @now
        GROUP BY a.annotator_id, u.display_name
        ORDER BY u.display_name
        """;

    private const string ProjectsSql = """
        SELECT p.id, p.name, p.state, t.faces, t.waiting, t.in_progress, t.in_review, t.accepted
        FROM project p
        JOIN project_tally t ON t.project_id = p.id
        WHERE p.state = 'open'
        ORDER BY p.id
        """;

    private const string QueueSql = "SELECT COUNT(*) FROM review_queue";

    private const string AppealsSql = "SELECT COUNT(*) FROM appeal WHERE state = 'open'";

    public Task<Floor> FindAsync(DateTimeOffset now, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var annotators = await session.QueryAsync<AnnotatorRow>(AnnotatorsSql, new { now, today = BusinessDay.At(now).ToString() });
            var projects = await session.QueryAsync<ProjectRow>(ProjectsSql);
            return new Floor(
                now,
                [.. annotators.Select(r => r.At(now))],
                [.. projects.Select(r => new FloorProject(r.Id, r.Name, r.Faces, r.Waiting, r.InProgress, r.InReview, r.Accepted))],
                await session.ScalarAsync<long>(QueueSql),
                await session.ScalarAsync<long>(AppealsSql));
        },
        cancellation);

    private sealed class AnnotatorRow
    {
        public Guid AnnotatorId { get; init; }

        public string DisplayName { get; init; } = "";

        public int Leased { get; init; }

        public string TraceCode { get; init; } = "";

        public string ProjectName { get; init; } = "";

        public DateTimeOffset ClaimedAt { get; init; }

        public DateTimeOffset? PlacedAt { get; init; }

        public int? FacesToday { get; init; }

        public long? ActiveMsToday { get; init; }

        public int? GoldFaces { get; init; }

        public int? GoldPassed { get; init; }

        public FloorAnnotator At(DateTimeOffset now)
        {
            var active = TimeSpan.FromMilliseconds(ActiveMsToday ?? 0);
            var idle = now - (PlacedAt > ClaimedAt ? PlacedAt.Value : ClaimedAt);
            var goldShare = GoldFaces is > 0 and var known ? (double)(GoldPassed ?? 0) / known : (double?)null;
            return new FloorAnnotator(
                AnnotatorId, DisplayName, TraceCode, ProjectName, Leased, FacesToday ?? 0, (long)active.TotalSeconds,
                FloorAlarms.FacesPerHour(FacesToday ?? 0, active), (long)Math.Max(0, idle.TotalSeconds), goldShare, FloorAlarms.Of(idle, GoldFaces ?? 0, goldShare));
        }
    }

    private sealed class ProjectRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public int Faces { get; init; }

        public int Waiting { get; init; }

        public int InProgress { get; init; }

        public int InReview { get; init; }

        public int Accepted { get; init; }
    }
}
