using AnnotationHub.Storage;

namespace AnnotationHub.Web.Accounts;

/// <summary>Reads accounts for those who administer them.</summary>
public sealed class AccountStore(Database database)
{
    private const string PageSql =
        """
        SELECT id, user_name, normalized_user_name, display_name, pseudonym, county, township, village, lockout_end, disabled_at, created_at,
            CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS has_password
        FROM app_user
        WHERE normalized_user_name > @after
            AND (normalized_user_name LIKE @namePattern OR display_name LIKE @displayPattern)
        ORDER BY normalized_user_name
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string PageRolesSql =
        """
        SELECT r.user_id, r.role_name FROM user_role r JOIN app_user u ON u.id = r.user_id
        WHERE u.normalized_user_name > @after AND u.normalized_user_name <= @last
        ORDER BY r.role_name
        """;

    private const string FindByIdSql =
        """
        SELECT id, user_name, normalized_user_name, display_name, pseudonym, county, township, village, lockout_end, disabled_at, created_at,
            CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS has_password
        FROM app_user WHERE id = @userId
        """;

    private const string RolesSql = "SELECT user_id, role_name FROM user_role WHERE user_id = @userId ORDER BY role_name";

    private const string IdOfSql = "SELECT id FROM app_user WHERE normalized_user_name = @normalizedUserName";

    /// <summary>In the order of user names, from behind <paramref name="after"/>.</summary>
    /// <param name="search">A part of the user name or the name; empty for all.</param>
    /// <param name="after">The last normalized user name of the page before; empty for the first page.</param>
    /// <param name="limit">How many at most.</param>
    public Task<IReadOnlyList<AccountRow>> PageAsync(string search, string after, int limit, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var (namePattern, displayPattern) = ($"%{search.ToUpperInvariant()}%", $"%{search}%");
        return database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<AccountRow>(PageSql, new { after, namePattern, displayPattern, limit });
                if (rows.Count == 0) return rows;
                var roles = (await session.QueryAsync<RoleRow>(PageRolesSql, new { after, last = rows[^1].NormalizedUserName })).ToLookup(r => r.UserId, r => r.RoleName);
                foreach (var row in rows) row.Roles.AddRange(roles[row.Id]);
                return rows;
            },
            cancellation);
    }

    /// <summary>Null where there is no such account.</summary>
    public Task<AccountRow?> FindAsync(Guid userId, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var row = await session.FirstOrDefaultAsync<AccountRow>(FindByIdSql, new { userId });
            row?.Roles.AddRange((await session.QueryAsync<RoleRow>(RolesSql, new { userId })).Select(r => r.RoleName));
            return row;
        },
        cancellation);

    /// <summary>Null where no account has the name.</summary>
    public Task<Guid?> IdOfAsync(string userName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return database.FirstOrDefaultAsync<Guid?>(IdOfSql, new { normalizedUserName = userName.ToUpperInvariant() }, cancellation);
    }

    private sealed class RoleRow
    {
        public Guid UserId { get; init; }

        public string RoleName { get; init; } = "";
    }
}

/// <summary>An account as its administrators see it.</summary>
public sealed class AccountRow
{
    public Guid Id { get; init; }

    public string UserName { get; init; } = "";

    public string NormalizedUserName { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string Pseudonym { get; init; } = "";

    public string? County { get; init; }

    public string? Township { get; init; }

    public string? Village { get; init; }

    public DateTimeOffset? LockoutEnd { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool HasPassword { get; init; }

    public List<string> Roles { get; } = [];

    /// <summary>County, township and village as far as they are known.</summary>
    public string Place => string.Join(" ", new[] { County, Township, Village }.Where(p => !string.IsNullOrEmpty(p)));

    /// <summary>Which word describes it now: <c>disabled</c>, <c>locked</c>, <c>waiting</c> (no password yet) or <c>active</c>.</summary>
    public string StateAt(DateTimeOffset now)
    {
        if (DisabledAt is not null) return "disabled";
        if (LockoutEnd > now) return "locked";
        return HasPassword ? "active" : "waiting";
    }
}
