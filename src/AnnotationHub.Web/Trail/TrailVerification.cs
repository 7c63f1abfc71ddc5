using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Trail;

/// <summary>Proves the trail's chain from its first entry to its head.</summary>
public sealed class TrailVerification(Database database) : IVerification
{
    private const int PageSize = 2000;
    private const int MaximumDifferences = 100;

    private const string EntriesSql = """
        SELECT seq, occurred_at AS occurred_at_micros, action_name, actor_id, subject, outcome, origin, previous_hash, hash
        FROM trail_entry
        WHERE seq > @after
        ORDER BY seq
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string HeadSql = "SELECT last_seq, hash FROM trail_head WHERE id = 1";

    public string Subject => "trail";

    public Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation) => database.ReadAsync(FindAsync, cancellation);

    private static async Task<IReadOnlyList<string>> FindAsync(DbSession session)
    {
        var differences = new List<string>();
        var (last, previous) = (0L, new byte[32]);
        while (await session.QueryAsync<Row>(EntriesSql, new { after = last, limit = PageSize }) is { Count: > 0 } page && differences.Count < MaximumDifferences)
        {
            foreach (var row in page)
            {
                if (row.Seq != last + 1) differences.Add($"trail entry {last + 1} is missing");
                if (!row.PreviousHash.AsSpan().SequenceEqual(previous)) differences.Add($"trail entry {row.Seq} does not follow the one before it");
                if (!TrailHash.Of(row.PreviousHash, row.Seq, row.OccurredAtMicros, row.Entry).AsSpan().SequenceEqual(row.Hash)) differences.Add($"trail entry {row.Seq} was changed after it was written");
                (last, previous) = (row.Seq, row.Hash);
            }
        }

        var head = await session.FirstOrDefaultAsync<TrailStore.TrailHead>(HeadSql);
        if (head?.LastSeq != last || !previous.AsSpan().SequenceEqual(head.Hash)) differences.Add($"the trail ends at {last} and its head says {head?.LastSeq}");
        return differences;
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public long OccurredAtMicros { get; init; }

        public string ActionName { get; init; } = "";

        public Guid? ActorId { get; init; }

        public string? Subject { get; init; }

        public string Outcome { get; init; } = "";

        public string Origin { get; init; } = "";

        public byte[] PreviousHash { get; init; } = [];

        public byte[] Hash { get; init; } = [];

        public TrailEntry Entry => new(ActionName, ActorId, Subject, Outcome, Origin);
    }
}
