using AnnotationHub.Storage;

namespace AnnotationHub.Web.Trail;

/// <summary>The only writer of the trail, and its reader.</summary>
public sealed class TrailStore(Database database)
{
    /// <summary>In characters; a longer one is cut.</summary>
    public const int LongestSubject = 300;

    // The head's row is the trail's lock, so that the chain has one order on any number of nodes.
    private const string LockHeadSql = "SELECT last_seq, hash FROM trail_head WITH (UPDLOCK, ROWLOCK) WHERE id = 1";

    private const string InsertSql = """
        INSERT INTO trail_entry (seq, occurred_at, action_name, actor_id, subject, outcome, origin, previous_hash, hash)
        VALUES (@seq, @now, @action, @actor, @subject, @outcome, @origin, @previousHash, @hash)
        """;

    private const string MoveHeadSql = "UPDATE trail_head SET last_seq = @seq, hash = @hash WHERE id = 1";

    /// <summary>Within the unit of what is written down, so that neither stays without the other.</summary>
    public static async Task AddAsync(DbSession session, TrailEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(entry);
        var head = await session.FirstOrDefaultAsync<TrailHead>(LockHeadSql) ?? throw new InvalidOperationException("The trail has no head.");
        var kept = entry with { Subject = Clean(entry.Subject) };
        var seq = head.LastSeq + 1;
        var hash = TrailHash.Of(head.Hash, seq, Instant.ToMicroseconds(now), kept);
        await session.ExecuteAsync(InsertSql, new
        {
            seq,
            now,
            action = kept.Action,
            actor = kept.ActorId,
            subject = kept.Subject,
            outcome = kept.Outcome,
            origin = kept.Origin,
            previousHash = head.Hash,
            hash,
        });
        await session.ExecuteAsync(MoveHeadSql, new { seq, hash });
    }

    /// <summary>In a unit of its own.</summary>
    public Task AddAsync(TrailEntry entry, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AddAsync(session, entry, now), cancellation);

    private const string PageSql = """
        SELECT t.seq, t.occurred_at, t.action_name, t.subject, t.outcome, t.origin, u.user_name AS actor_name
        FROM trail_entry t
        LEFT JOIN app_user u ON u.id = t.actor_id
        WHERE t.seq < @before AND (@action = '' OR t.action_name = @action)
        ORDER BY t.seq DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Newest first.</summary>
    /// <param name="action">Empty for all.</param>
    /// <param name="before">Number of the last that the caller has; null from the newest.</param>
    public Task<IReadOnlyList<TrailRow>> PageAsync(string action, long? before, int limit, CancellationToken cancellation = default) =>
        database.QueryAsync<TrailRow>(PageSql, new { action, before = before ?? long.MaxValue, limit }, cancellation);

    // Lines of the canonical text: no subject may hold a line end.
    private static string? Clean(string? subject) => subject is null
        ? null
        : string.Concat(subject.Take(LongestSubject).Select(c => char.IsControl(c) ? '?' : c));

    internal sealed class TrailHead
    {
        public long LastSeq { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}

/// <summary>One entry as administrators read it.</summary>
public sealed class TrailRow
{
    public long Seq { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public string ActionName { get; init; } = "";

    /// <summary>User name; null for nobody.</summary>
    public string? ActorName { get; init; }

    public string? Subject { get; init; }

    public string Outcome { get; init; } = "";

    public string Origin { get; init; } = "";
}
