using AnnotationHub.Storage;

namespace AnnotationHub.Web.Accounts;

/// <summary>Who may do paid work on which landmark scheme.</summary>
public sealed class CertificationStore(Database database)
{
    private const string ListSql =
        "SELECT scheme_key FROM certification WHERE user_id = @userId AND revoked_at IS NULL ORDER BY scheme_key";

    private const string IsCertifiedSql =
        "SELECT COUNT(*) FROM certification WHERE user_id = @userId AND scheme_key = @schemeKey AND revoked_at IS NULL";

    private const string RenewSql =
        "UPDATE certification SET certified_at = @now, revoked_at = NULL WHERE user_id = @userId AND scheme_key = @schemeKey AND revoked_at IS NOT NULL";

    private const string ExistsSql = "SELECT COUNT(*) FROM certification WHERE user_id = @userId AND scheme_key = @schemeKey";

    private const string InsertSql = "INSERT INTO certification (user_id, scheme_key, certified_at) VALUES (@userId, @schemeKey, @now)";

    private const string RevokeSql =
        "UPDATE certification SET revoked_at = @now WHERE user_id = @userId AND scheme_key = @schemeKey AND revoked_at IS NULL";

    /// <summary>The keys of the schemes, in order; none for a trainee.</summary>
    public Task<IReadOnlyList<string>> ListAsync(Guid userId, CancellationToken cancellation = default) =>
        database.QueryAsync<string>(ListSql, new { userId }, cancellation);

    /// <summary>For a use case that hands out paid work, in its own transaction.</summary>
    public static async Task<bool> IsCertifiedAsync(DbSession session, Guid userId, string schemeKey) =>
        await session.ScalarAsync<long>(IsCertifiedSql, new { userId, schemeKey }) > 0;

    /// <summary>Certifies now; one who is certified already stays so since then.</summary>
    public static async Task CertifyAsync(DbSession session, Guid userId, string schemeKey, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(RenewSql, new { userId, schemeKey, now }) > 0) return;
        if (await session.ScalarAsync<long>(ExistsSql, new { userId, schemeKey }) == 0)
            await session.ExecuteAsync(InsertSql, new { userId, schemeKey, now });
    }

    /// <summary>False where there was no certificate to take away.</summary>
    public static async Task<bool> RevokeAsync(DbSession session, Guid userId, string schemeKey, DateTimeOffset now) =>
        await session.ExecuteAsync(RevokeSql, new { userId, schemeKey, now }) > 0;
}
