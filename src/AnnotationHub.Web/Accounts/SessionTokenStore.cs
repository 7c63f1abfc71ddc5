using AnnotationHub.Storage;

namespace AnnotationHub.Web.Accounts;

/// <summary>Bearer tokens: the caller gets the token once, the database keeps its SHA-256.</summary>
public sealed class SessionTokenStore(Database database)
{
    private const string InsertSql =
        """
        INSERT INTO session_token (token_hash, user_id, created_at, expires_at)
        VALUES (@tokenHash, @userId, @now, @expiresAt)
        """;

    private const string RevokeSql =
        "UPDATE session_token SET revoked_at = @now WHERE token_hash = @tokenHash AND revoked_at IS NULL";

    private const string RevokeAllSql =
        "UPDATE session_token SET revoked_at = @now WHERE user_id = @userId AND revoked_at IS NULL";

    // Expired tokens are of no use to anybody; they go when their owner signs in again.
    private const string ForgetExpiredSql = "DELETE FROM session_token WHERE user_id = @userId AND expires_at < @now";

    public async Task<string> IssueAsync(Guid userId, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellation = default)
    {
        var (token, tokenHash) = Secrets.NewToken();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(ForgetExpiredSql, new { userId, now });
                await session.ExecuteAsync(InsertSql, new { tokenHash, userId, now, expiresAt });
            },
            cancellation);
        return token;
    }

    /// <summary>False where there was no such live token.</summary>
    public async Task<bool> RevokeAsync(string token, DateTimeOffset now, CancellationToken cancellation = default) =>
        await database.WriteAsync(session => session.ExecuteAsync(RevokeSql, new { tokenHash = Secrets.HashOf(token), now }), cancellation) > 0;

    /// <summary>Ends all tokens of one account, in the caller's transaction.</summary>
    public static Task RevokeAllAsync(DbSession session, Guid userId, DateTimeOffset now) =>
        session.ExecuteAsync(RevokeAllSql, new { userId, now });
}
