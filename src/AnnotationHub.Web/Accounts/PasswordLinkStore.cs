using AnnotationHub.Storage;

namespace AnnotationHub.Web.Accounts;

/// <summary>Single-use links with which a person sets the own password. A new link ends the older ones of its account.</summary>
public sealed class PasswordLinkStore(Database database)
{
    private const string EndOlderSql = "UPDATE password_link SET used_at = @now WHERE user_id = @userId AND used_at IS NULL";

    private const string InsertSql =
        "INSERT INTO password_link (token_hash, user_id, created_at, expires_at) VALUES (@tokenHash, @userId, @now, @expiresAt)";

    private const string OwnerSql =
        """
        SELECT u.id, u.user_name FROM password_link l JOIN app_user u ON u.id = l.user_id
        WHERE l.token_hash = @tokenHash AND l.used_at IS NULL AND l.expires_at > @now AND u.disabled_at IS NULL
        """;

    private const string UseSql =
        "UPDATE password_link SET used_at = @now WHERE token_hash = @tokenHash AND used_at IS NULL AND expires_at > @now";

    // The new stamp ends every cookie, the concurrency stamp every change that somebody is about to make of the old row.
    private const string SetPasswordSql =
        """
        UPDATE app_user SET password_hash = @passwordHash, security_stamp = @stamp, concurrency_stamp = @stamp,
            access_failed_count = 0, lockout_end = NULL
        WHERE id = @userId AND disabled_at IS NULL
        """;

    /// <summary>The link's secret part; it is not kept and cannot be shown again.</summary>
    public async Task<string> IssueAsync(Guid userId, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellation = default)
    {
        var (token, tokenHash) = Secrets.NewToken();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(EndOlderSql, new { userId, now });
                await session.ExecuteAsync(InsertSql, new { tokenHash, userId, now, expiresAt });
            },
            cancellation);
        return token;
    }

    /// <summary>Whose link it is; null where it is unknown, used, replaced or too old. Looking does not use it up.</summary>
    public Task<LinkOwner?> FindAsync(string token, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.FirstOrDefaultAsync<LinkOwner>(OwnerSql, new { tokenHash = Secrets.HashOf(token), now }, cancellation);

    /// <summary>Uses the link up and sets the password, in one transaction; false where the link was no longer good.</summary>
    public Task<bool> SetPasswordAsync(string token, string passwordHash, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var tokenHash = Secrets.HashOf(token);
        var stamp = Secrets.Stamp();
        return database.WriteAsync(
            async session =>
            {
                var owner = await session.FirstOrDefaultAsync<LinkOwner>(OwnerSql, new { tokenHash, now });
                if (owner is null || await session.ExecuteAsync(UseSql, new { tokenHash, now }) == 0) return false;
                await session.ExecuteAsync(SetPasswordSql, new { userId = owner.Id, passwordHash, stamp });
                await SessionTokenStore.RevokeAllAsync(session, owner.Id, now);
                return true;
            },
            cancellation);
    }
}

/// <summary>The account that a link is for.</summary>
public sealed class LinkOwner
{
    public Guid Id { get; init; }

    public string UserName { get; init; } = "";
}
