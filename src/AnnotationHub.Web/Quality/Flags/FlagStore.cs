using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Skill;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>What became of a decision on a flag.</summary>
public enum FlagDecisionOutcome
{
    Decided,

    /// <summary>No such flag.</summary>
    NotFound,

    /// <summary>Somebody has decided on it before.</summary>
    DecidedBefore,
}

/// <summary>Flags for supervisors: the list, and what a person makes of them.</summary>
public sealed class FlagStore(Database database)
{
    private const string ListSql =
        """
        SELECT f.id, f.annotator_id, u.pseudonym, f.scheme_key, f.kind, f.subject, f.severity, f.measured, f.limit_value, f.labels, f.state,
            f.raised_at, f.seen_at, f.decided_at, f.note, d.display_name AS decided_by_name
        FROM quality_flag f
        JOIN app_user u ON u.id = f.annotator_id
        LEFT JOIN app_user d ON d.id = f.decided_by
        WHERE f.state = @state AND f.id < @before
        ORDER BY f.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string OfAnnotatorSql =
        """
        SELECT f.id, f.annotator_id, u.pseudonym, f.scheme_key, f.kind, f.subject, f.severity, f.measured, f.limit_value, f.labels, f.state,
            f.raised_at, f.seen_at, f.decided_at, f.note, d.display_name AS decided_by_name
        FROM quality_flag f
        JOIN app_user u ON u.id = f.annotator_id
        LEFT JOIN app_user d ON d.id = f.decided_by
        WHERE f.annotator_id = @annotatorId AND f.state = @state AND f.id < @before
        ORDER BY f.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string UrgentSql =
        """
        SELECT f.id, f.annotator_id, u.pseudonym, f.scheme_key, f.kind, f.subject, f.severity, f.measured, f.limit_value, f.labels, f.state,
            f.raised_at, f.seen_at, f.decided_at, f.note, NULL AS decided_by_name
        FROM quality_flag f
        JOIN app_user u ON u.id = f.annotator_id
        WHERE f.state = 'open' AND f.severity = @severity AND f.id < @before
        ORDER BY f.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string UrgentOfAnnotatorSql =
        """
        SELECT f.id, f.annotator_id, u.pseudonym, f.scheme_key, f.kind, f.subject, f.severity, f.measured, f.limit_value, f.labels, f.state,
            f.raised_at, f.seen_at, f.decided_at, f.note, NULL AS decided_by_name
        FROM quality_flag f
        JOIN app_user u ON u.id = f.annotator_id
        WHERE f.annotator_id = @annotatorId AND f.state = 'open' AND f.severity = @severity AND f.id < @before
        ORDER BY f.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string SeveritySql = "SELECT severity FROM quality_flag WHERE id = @id";

    private const string FacesSql =
        """
        SELECT t.trace_code, e.measured FROM quality_flag_face e JOIN task t ON t.id = e.task_id
        WHERE e.flag_id = @flagId ORDER BY e.task_id
        """;

    private const string PseudonymSql = "SELECT pseudonym FROM app_user WHERE id = @id";

    private const string OpenCountSql = "SELECT COUNT(*) FROM quality_flag WHERE state = 'open'";

    private const string OpenCountOfAnnotatorSql = "SELECT COUNT(*) FROM quality_flag WHERE annotator_id = @annotatorId AND state = 'open'";

    /// <summary>Open ones the most urgent first, then as decided ones: newest first. Each with the faces on which it showed.</summary>
    /// <param name="annotatorId">Null for everybody's.</param>
    /// <param name="before">The last flag of the page before; null for the first page.</param>
    public Task<IReadOnlyList<QualityFlag>> ListAsync(
        FlagState state, Guid? annotatorId, Guid? before, int limit, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var rows = state == FlagState.Open
                ? await UrgentAsync(session, annotatorId, before, limit)
                : await session.QueryAsync<QualityFlag>(
                    annotatorId is null ? ListSql : OfAnnotatorSql,
                    new { annotatorId = annotatorId ?? Guid.Empty, state = EnumText.Of(state), before = before ?? Guid.AllBitsSet, limit });
            foreach (var row in rows)
            {
                row.Faces = await session.QueryAsync<QualityFlagFace>(FacesSql, new { flagId = row.Id });
                if (row.OtherId is { } id) row.OtherPseudonym = await session.ScalarAsync<string>(PseudonymSql, new { id });
            }

            return rows;
        },
        cancellation);

    // One range of the index for each degree of urgency, until there are enough; the page before ended within one of them.
    private static async Task<IReadOnlyList<QualityFlag>> UrgentAsync(DbSession session, Guid? annotatorId, Guid? before, int limit)
    {
        var last = before is { } id ? await session.FirstOrDefaultAsync<string>(SeveritySql, new { id }) : null;
        var rows = new List<QualityFlag>();
        foreach (var severity in Enum.GetValues<FlagUrgency>().OrderDescending().Select(u => EnumText.Of(u)).SkipWhile(s => last is not null && s != last))
        {
            if (rows.Count >= limit) break;
            rows.AddRange(await session.QueryAsync<QualityFlag>(
                annotatorId is null ? UrgentSql : UrgentOfAnnotatorSql,
                new { annotatorId = annotatorId ?? Guid.Empty, severity, before = severity == last ? before!.Value : Guid.AllBitsSet, limit = limit - rows.Count }));
        }

        return rows;
    }

    /// <param name="annotatorId">Null for everybody's.</param>
    public Task<long> OpenCountAsync(Guid? annotatorId, CancellationToken cancellation = default) => database.ScalarAsync<long>(
        annotatorId is null ? OpenCountSql : OpenCountOfAnnotatorSql, new { annotatorId = annotatorId ?? Guid.Empty }, cancellation);

    private const string DecideSql =
        "UPDATE quality_flag SET state = @state, decided_by = @supervisor, decided_at = @now, note = @note WHERE id = @id AND state = 'open'";

    private const string AboutSql = "SELECT annotator_id, scheme_key, kind FROM quality_flag WHERE id = @id";

    /// <summary>A person has looked. After a drift the annotator's control charts begin anew.</summary>
    public Task<FlagDecisionOutcome> DecideAsync(Guid id, FlagState state, Guid supervisor, string note, DateTimeOffset now) => database.WriteAsync(async session =>
    {
        if (await session.FirstOrDefaultAsync<AboutRow>(AboutSql, new { id }) is not { } about) return FlagDecisionOutcome.NotFound;
        if (await session.ExecuteAsync(DecideSql, new { id, state = EnumText.Of(state), supervisor, note, now }) == 0) return FlagDecisionOutcome.DecidedBefore;
        if (about.Kind == EnumText.Of(FlagKind.Drift)) await AnnotatorRecord.RestartChartsAsync(session, about.AnnotatorId, about.SchemeKey);
        return FlagDecisionOutcome.Decided;
    });

    private sealed class AboutRow
    {
        public Guid AnnotatorId { get; init; }

        public string SchemeKey { get; init; } = "";

        public string Kind { get; init; } = "";
    }
}

/// <summary>A flag as it is stored.</summary>
public sealed class QualityFlag
{
    public Guid Id { get; init; }

    public Guid AnnotatorId { get; init; }

    public string Pseudonym { get; init; } = "";

    public string SchemeKey { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Severity { get; init; } = "";

    public double Measured { get; init; }

    public double LimitValue { get; init; }

    public int Labels { get; init; }

    public string State { get; init; } = "";

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedByName { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<QualityFlagFace> Faces { get; set; } = [];

    /// <summary>Whose labels the annotator's are as good as the same as; null for every other kind.</summary>
    public Guid? OtherId => Kind == EnumText.Of(FlagKind.Copying) && Guid.TryParse(Subject, out var id) ? id : null;

    public string? OtherPseudonym { get; set; }
}

/// <summary>A face on which a flag showed.</summary>
public sealed class QualityFlagFace
{
    public string TraceCode { get; init; } = "";

    public double Measured { get; init; }
}
