using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>Who works on what now. Costs by the annotators at work, not by those who ever worked.</summary>
public sealed class FloorStore(Database database)
{
    /// <summary>Of an annotator's newest faces: what the agreement is taken over.</summary>
    private const int RecentErrors = 10;

    // Through the index of live leases; today's work, the skill, the draft and the open flags are one look-up each per lease.
    private const string AnnotatorsSql = """
        SELECT a.annotator_id, u.display_name, COUNT(*) AS leased, MIN(k.trace_code) AS trace_code, MIN(p.name) AS project_name,
            MAX(a.claimed_at) AS claimed_at, MAX(d.updated_at) AS placed_at, MAX(w.faces) AS faces_today, MAX(w.active_ms) AS active_ms_today,
            MAX(s.gold_faces) AS gold_faces, MAX(s.gold_passed) AS gold_passed, MAX(CASE WHEN l.is_open = 1 THEN 1 ELSE 0 END) AS is_open, MAX(l.changed_at) AS line_changed_at,
            (SELECT AVG(r.error_percent) FROM (
                SELECT n.error_percent FROM annotation n WHERE n.annotator_id = a.annotator_id AND n.error_percent IS NOT NULL
                ORDER BY n.id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) r) AS error_percent,
            (SELECT COUNT(*) FROM quality_flag q WHERE q.annotator_id = a.annotator_id AND q.kind = 'drift' AND q.state = 'open') AS drift_flags
        FROM assignment a
        JOIN app_user u ON u.id = a.annotator_id
        JOIN task k ON k.id = a.task_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN draft d ON d.assignment_id = a.id
        LEFT JOIN work_day w ON w.annotator_id = a.annotator_id AND w.business_date = @today
        LEFT JOIN annotator_line l ON l.annotator_id = a.annotator_id
        LEFT JOIN annotator_skill s ON s.annotator_id = a.annotator_id AND s.scheme_key = p.scheme_key
        WHERE a.state = 'live' AND a.lease_expires_at > @now
        GROUP BY a.annotator_id, u.display_name
        ORDER BY u.display_name
        """;

    // The tally is one row; pace and disagreement are those of the newest faces, through their index.
    private const string ProjectsSql = """
        SELECT p.id, p.name, p.state, t.faces, t.waiting, t.in_progress, t.in_review, t.accepted, t.rejected, d.waiting AS audits,
            (SELECT AVG(r.agreement_percent) FROM (
                SELECT c.agreement_percent FROM audit_face f JOIN consensus c ON c.task_id = f.task_id WHERE f.project_id = p.id
                ORDER BY f.accepted_at DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) r) AS disagreement_percent,
            (SELECT COUNT(*) FROM (
                SELECT f.accepted_at FROM audit_face f WHERE f.project_id = p.id
                ORDER BY f.accepted_at DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) r) AS recent,
            (SELECT MIN(r.accepted_at) FROM (
                SELECT f.accepted_at FROM audit_face f WHERE f.project_id = p.id
                ORDER BY f.accepted_at DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) r) AS oldest_at,
            (SELECT MAX(f.accepted_at) FROM audit_face f WHERE f.project_id = p.id) AS newest_at
        FROM project p
        JOIN project_tally t ON t.project_id = p.id
        LEFT JOIN audit_plan d ON d.project_id = p.id
        WHERE p.state = 'open'
        ORDER BY p.id
        """;

    private const string QueueSql = "SELECT COUNT(*) FROM review_queue";

    private const string AppealsSql = "SELECT COUNT(*) FROM appeal WHERE state = 'open'";

    public Task<Floor> FindAsync(DateTimeOffset now, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var annotators = await session.QueryAsync<AnnotatorRow>(AnnotatorsSql, new { now, today = BusinessDay.At(now).ToString(), limit = RecentErrors });
            var projects = await session.QueryAsync<ProjectRow>(ProjectsSql, new { limit = FinishForecast.RecentFaces });
            return new Floor(
                now,
                [.. annotators.Select(r => r.At(now))],
                [.. projects.Select(r => r.At(now))],
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

        public double? ErrorPercent { get; init; }

        public int DriftFlags { get; init; }

        public int? IsOpen { get; init; }

        /// <summary>Null where no browser has been seen: a program, or a browser before there was this record.</summary>
        public DateTimeOffset? LineChangedAt { get; init; }

        private string Line => LineChangedAt is null ? "unknown" : IsOpen == 1 ? "open" : "closed";

        public FloorAnnotator At(DateTimeOffset now)
        {
            var active = TimeSpan.FromMilliseconds(ActiveMsToday ?? 0);
            var idle = now - (PlacedAt > ClaimedAt ? PlacedAt.Value : ClaimedAt);
            var goldShare = GoldFaces is > 0 and var known ? (double)(GoldPassed ?? 0) / known : (double?)null;
            return new FloorAnnotator(
                AnnotatorId, DisplayName, TraceCode, ProjectName, Leased, FacesToday ?? 0, (long)active.TotalSeconds,
                FloorAlarms.FacesPerHour(FacesToday ?? 0, active), (long)Math.Max(0, idle.TotalSeconds), goldShare,
                FloorAlarms.Of(idle, GoldFaces ?? 0, goldShare, Line == "closed", DriftFlags > 0),
                ErrorPercent is { } error ? Math.Round(error, 2) : null, Line);
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

        public int Rejected { get; init; }

        public int? Audits { get; init; }

        public double? DisagreementPercent { get; init; }

        public int Recent { get; init; }

        public DateTimeOffset? OldestAt { get; init; }

        public DateTimeOffset? NewestAt { get; init; }

        public FloorProject At(DateTimeOffset now) => new(
            Id, Name, Faces, Waiting, InProgress, InReview, Accepted, DisagreementPercent is { } apart ? Math.Round(apart, 2) : null, Audits ?? 0,
            OldestAt is { } oldest && NewestAt is { } newest ? FinishForecast.At(Faces - Accepted - Rejected, Recent, oldest, newest, now) : null);
    }
}
