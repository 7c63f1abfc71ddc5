using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Tasks;

/// <summary>
/// The only place that changes an assignment's state, epoch and lease. Each change names the state it expects and answers
/// whether it found it; the writer's memory of the assignment is dropped with it.
/// </summary>
internal static class AssignmentStates
{
    private const string RenewSql =
        "UPDATE assignment SET lease_expires_at = @leaseExpiresAt WHERE id = @id AND state = 'live' AND lease_expires_at < @leaseExpiresAt";

    /// <summary>Live: a later end of the lease. A lease that ends later already (a repair's) stays as it is, and the answer is false.</summary>
    public static Task<bool> RenewAsync(DbSession session, Guid id, DateTimeOffset leaseExpiresAt) =>
        ChangedAsync(session, id, session.Prepared(RenewSql).Set("@id", id).Set("@leaseExpiresAt", leaseExpiresAt));

    private const string OpenSql =
        """
        UPDATE assignment SET epoch = epoch + 1,
            lease_expires_at = CASE WHEN lease_expires_at > @leaseExpiresAt THEN lease_expires_at ELSE @leaseExpiresAt END
        WHERE id = @id AND state = 'live'
        """;

    /// <summary>Live: opened once more, so that what an older tab still sends is refused.</summary>
    public static Task<bool> OpenAsync(DbSession session, Guid id, DateTimeOffset leaseExpiresAt) =>
        ChangedAsync(session, id, session.Prepared(OpenSql).Set("@id", id).Set("@leaseExpiresAt", leaseExpiresAt));

    private const string SkipSql =
        "UPDATE assignment SET state = 'skipped', skip_reason = @reason, closed_at = @now WHERE id = @id AND state = 'live'";

    /// <summary>Live → skipped.</summary>
    public static Task<bool> SkipAsync(DbSession session, Guid id, string? reason, DateTimeOffset now) =>
        ChangedAsync(session, id, session.Prepared(SkipSql).Set("@id", id).Set("@reason", reason).Set("@now", now));

    private const string ExpireSql =
        "UPDATE assignment SET state = 'expired', closed_at = @now WHERE id = @id AND state = 'live' AND lease_expires_at <= @now";

    /// <summary>Live and past its lease → expired. Whoever sweeps at the same time finds it done.</summary>
    public static Task<bool> ExpireAsync(DbSession session, Guid id, DateTimeOffset now) =>
        ChangedAsync(session, id, session.Prepared(ExpireSql).Set("@id", id).Set("@now", now));

    private const string ReviveSql =
        """
        UPDATE assignment SET state = 'live', lease_expires_at = @leaseExpiresAt, closed_at = NULL
        WHERE id = @id AND state = 'expired'
        """;

    /// <summary>Expired → live: late work that is still needed.</summary>
    public static Task<bool> ReviveAsync(DbSession session, Guid id, DateTimeOffset leaseExpiresAt) =>
        ChangedAsync(session, id, session.Prepared(ReviveSql).Set("@id", id).Set("@leaseExpiresAt", leaseExpiresAt));

    private const string SubmitSql =
        "UPDATE assignment SET state = 'submitted', submitted_epoch = epoch, closed_at = @now WHERE id = @id AND state = 'live'";

    /// <summary>Live → submitted.</summary>
    public static Task<bool> SubmitAsync(DbSession session, Guid id, DateTimeOffset now) =>
        ChangedAsync(session, id, session.Prepared(SubmitSql).Set("@id", id).Set("@now", now));

    private const string ReopenSql =
        """
        UPDATE assignment SET state = 'live', epoch = epoch + 1, lease_expires_at = @leaseExpiresAt, closed_at = NULL
        WHERE id = @id AND state = 'submitted'
        """;

    /// <summary>Submitted → live: returned to its annotator for repair.</summary>
    public static Task<bool> ReopenAsync(DbSession session, Guid id, DateTimeOffset leaseExpiresAt) =>
        ChangedAsync(session, id, session.Prepared(ReopenSql).Set("@id", id).Set("@leaseExpiresAt", leaseExpiresAt));

    private static async Task<bool> ChangedAsync(DbSession session, Guid id, PreparedCommand command)
    {
        await OpenAssignments.ForgetAsync(session, id);
        return await command.ExecuteAsync() > 0;
    }
}
