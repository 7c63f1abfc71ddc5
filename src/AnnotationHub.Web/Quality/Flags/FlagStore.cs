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

    private const string FacesSql =
        """
        SELECT t.trace_code, e.measured FROM quality_flag_face e JOIN task t ON t.id = e.task_id
        WHERE e.flag_id = @flagId ORDER BY e.task_id
        """;

    private const string OpenCountSql = "SELECT COUNT(*) FROM quality_flag WHERE state = 'open'";

    /// <summary>Newest first, each with the faces on which it showed.</summary>
    /// <param name="annotatorId">Null for everybody's.</param>
    /// <param name="before">The last flag of the page before; null for the first page.</param>
    public Task<IReadOnlyList<QualityFlag>> ListAsync(
        FlagState state, Guid? annotatorId, Guid? before, int limit, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var rows = await session.QueryAsync<QualityFlag>(
                annotatorId is null ? ListSql : OfAnnotatorSql,
                new { annotatorId = annotatorId ?? Guid.Empty, state = EnumText.Of(state), before = before ?? Guid.AllBitsSet, limit });
            foreach (var row in rows) row.Faces = await session.QueryAsync<QualityFlagFace>(FacesSql, new { flagId = row.Id });
            return rows;
        },
        cancellation);

    public Task<long> OpenCountAsync(CancellationToken cancellation = default) => database.ScalarAsync<long>(OpenCountSql, null, cancellation);

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
}

/// <summary>A face on which a flag showed.</summary>
public sealed class QualityFlagFace
{
    public string TraceCode { get; init; } = "";

    public double Measured { get; init; }
}
