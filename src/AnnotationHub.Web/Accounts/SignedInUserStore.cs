using AnnotationHub.Storage;

namespace AnnotationHub.Web.Accounts;

/// <summary>
/// Reads the account behind a cookie or a token, anew for every request: a disabled user and a revoked token are refused at
/// once, on every node, at the price of one indexed read.
/// </summary>
public sealed class SignedInUserStore(Database database)
{
    private const string ByIdSql =
        """
        SELECT u.id, u.user_name, u.display_name, u.security_stamp, u.culture, r.role_name
        FROM app_user u LEFT JOIN user_role r ON r.user_id = u.id
        WHERE u.id = @userId AND u.disabled_at IS NULL
        ORDER BY r.role_name
        """;

    private const string ByTokenSql =
        """
        SELECT u.id, u.user_name, u.display_name, u.security_stamp, u.culture, r.role_name
        FROM session_token t
        JOIN app_user u ON u.id = t.user_id
        LEFT JOIN user_role r ON r.user_id = u.id
        WHERE t.token_hash = @tokenHash AND t.revoked_at IS NULL AND t.expires_at > @now AND u.disabled_at IS NULL
        ORDER BY r.role_name
        """;

    /// <summary>Null where the account is missing or disabled.</summary>
    public async Task<SignedInUser?> FindAsync(Guid userId, CancellationToken cancellation = default) =>
        Gather(await database.QueryAsync<Row>(ByIdSql, new { userId }, cancellation));

    /// <summary>Null where the token is unknown, revoked or expired, or its account disabled.</summary>
    public async Task<SignedInUser?> FindByTokenAsync(string token, DateTimeOffset now, CancellationToken cancellation = default) =>
        Gather(await database.QueryAsync<Row>(ByTokenSql, new { tokenHash = Secrets.HashOf(token), now }, cancellation));

    private static SignedInUser? Gather(IReadOnlyList<Row> rows) => rows.Count == 0
        ? null
        : new SignedInUser(
            rows[0].Id,
            rows[0].UserName,
            rows[0].DisplayName,
            rows[0].SecurityStamp,
            rows[0].Culture,
            [.. rows.Where(r => r.RoleName is not null).Select(r => r.RoleName!)]);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string UserName { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string SecurityStamp { get; init; } = "";

        public string? Culture { get; init; }

        public string? RoleName { get; init; }
    }
}
