using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>A lease that ran out, for those who are to be told.</summary>
public sealed record ExpiredLease(Guid AssignmentId, Guid AnnotatorId);

/// <summary>
/// Takes back leases that ran out. It may run on any number of nodes at once: each expiry is a guarded statement that only one
/// of them finds to do.
/// </summary>
public sealed class LeaseSweep(Database database)
{
    internal const int MaximumPerUnit = 200;

    private const string ExpiredSql =
        """
        SELECT id FROM assignment WHERE state = 'live' AND lease_expires_at <= @now
        ORDER BY lease_expires_at OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Expires what ran out before <paramref name="now"/>, at most <see cref="MaximumPerUnit"/>; fewer means that none is left.</summary>
    public Task<IReadOnlyList<ExpiredLease>> RunAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(
            async session =>
            {
                var expired = new List<ExpiredLease>();
                foreach (var id in await session.QueryAsync<Guid>(ExpiredSql, new { now, limit = MaximumPerUnit }))
                {
                    if (await ExpireAsync(session, id, now) is { } lease) expired.Add(new ExpiredLease(id, lease.AnnotatorId));
                }

                return (IReadOnlyList<ExpiredLease>)expired;
            },
            cancellation);

    private static async Task<LeasedTask?> ExpireAsync(DbSession session, Guid id, DateTimeOffset now)
    {
        var lease = await Leases.FindAsync(session, id);
        if (lease is null || lease.State != "live" || lease.LeaseExpiresAt > now) return null;
        if (lease.IsRepair) await Repairs.GiveUpAsync(session, lease, now);
        else if (await AssignmentStates.ExpireAsync(session, id, now)) await Leases.GiveBackAsync(session, lease, now);
        return lease;
    }
}
