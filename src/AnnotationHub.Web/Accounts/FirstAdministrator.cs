using AnnotationHub.Storage;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

/// <summary>How the first person comes in where there are no demonstration accounts: an account "admin" and a link for its password.</summary>
public sealed class FirstAdministrator(Database database, PasswordLinkStore links, IOptions<AccountsOptions> options)
{
    private const string UserName = "admin";

    private const string AdminsWithPasswordSql =
        """
        SELECT COUNT(*) FROM app_user u JOIN user_role r ON r.user_id = u.id
        WHERE r.role_name = 'admin' AND u.password_hash IS NOT NULL
        """;

    private const string FindSql = "SELECT id FROM app_user WHERE normalized_user_name = @normalizedUserName";

    /// <summary>The path of the link; null where an administrator can sign in already. Every start makes a new link and ends the last.</summary>
    public async Task<string?> LinkPathAsync(DateTimeOffset now)
    {
        if (await database.ScalarAsync<long>(AdminsWithPasswordSql) > 0) return null;
        var userId = await database.WriteAsync(async session =>
        {
            var known = await session.FirstOrDefaultAsync<Guid?>(FindSql, new { normalizedUserName = UserName.ToUpperInvariant() });
            if (known is { } id) return id;
            var user = AppUser.Create(UserName, UserName, [UserRoles.Admin], now);
            await UserStore.InsertAsync(session, user);
            return user.Id;
        });
        return PasswordLinks.Path(await links.IssueAsync(userId, now, now.AddHours(options.Value.PasswordLinkHours)));
    }
}
