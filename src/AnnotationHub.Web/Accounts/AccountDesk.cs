using AnnotationHub.Storage;
using AnnotationHub.Web.Programme;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

/// <summary>What administrators do with accounts, from the page and from the command line.</summary>
public sealed class AccountDesk(Database database, PasswordLinkStore links, Places places, IOptions<AccountsOptions> options)
{
    private const string ExistsSql = "SELECT COUNT(*) FROM app_user WHERE id = @userId";

    private const string DisableSql =
        """
        UPDATE app_user SET disabled_at = @now, security_stamp = @stamp, concurrency_stamp = @stamp
        WHERE id = @userId AND disabled_at IS NULL
        """;

    private const string EnableSql =
        """
        UPDATE app_user SET disabled_at = NULL, lockout_end = NULL, access_failed_count = 0, concurrency_stamp = @stamp
        WHERE id = @userId
        """;

    // Two administrators who take the other's role at once must not both find the other still there.
    private const string AdministratorsSql =
        """
        SELECT COUNT(*) FROM app_user u WITH (UPDLOCK, HOLDLOCK) JOIN user_role r ON r.user_id = u.id
        WHERE r.role_name = 'admin' AND u.disabled_at IS NULL AND u.password_hash IS NOT NULL
        """;

    private const string DeleteRolesSql = "DELETE FROM user_role WHERE user_id = @userId";

    private const string InsertRoleSql = "INSERT INTO user_role (user_id, role_name) VALUES (@userId, @roleName)";

    /// <summary>The new account has no password; its id is for <see cref="IssueLinkAsync"/>.</summary>
    public async Task<(CreateAccountOutcome Outcome, Guid Id)> CreateAsync(NewAccount account, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var check = account.Check();
        if (check != CreateAccountOutcome.Created) return (check, default);
        if (!places.Has(account.County.Trim(), account.Township.Trim())) return (CreateAccountOutcome.TownshipUnknown, default);
        var user = AppUser.Create(account.UserName, account.DisplayName.Length > 0 ? account.DisplayName : account.UserName, account.Roles, now);
        (user.County, user.Township, user.Village) = (OrNull(account.County), OrNull(account.Township), OrNull(account.Village));
        try
        {
            await database.WriteAsync(session => UserStore.InsertAsync(session, user), cancellation);
            return (CreateAccountOutcome.Created, user.Id);
        }
        catch (Exception failure) when (database.Dialect.IsUniqueViolation(failure))
        {
            return (CreateAccountOutcome.NameTaken, default);
        }
    }

    /// <summary>Ends cookies and tokens at once; work and money of the account stay.</summary>
    public Task<ChangeAccountOutcome> DisableAsync(Guid userId, DateTimeOffset now, CancellationToken cancellation = default) => database.WriteAsync(
        async session =>
        {
            if (await session.ScalarAsync<long>(ExistsSql, new { userId }) == 0) return ChangeAccountOutcome.NotFound;
            var had = await session.ScalarAsync<long>(AdministratorsSql);
            await session.ExecuteAsync(DisableSql, new { userId, now, stamp = Secrets.Stamp() });
            await SessionTokenStore.RevokeAllAsync(session, userId, now);
            return await KeepAnAdministratorAsync(session, had);
        },
        cancellation);

    /// <summary>Takes back a disabling, and a lock after wrong passwords.</summary>
    public async Task<ChangeAccountOutcome> EnableAsync(Guid userId, CancellationToken cancellation = default) =>
        await database.WriteAsync(session => session.ExecuteAsync(EnableSql, new { userId, stamp = Secrets.Stamp() }), cancellation) > 0
            ? ChangeAccountOutcome.Changed
            : ChangeAccountOutcome.NotFound;

    /// <summary>Exactly these roles from now on.</summary>
    public Task<ChangeAccountOutcome> SetRolesAsync(Guid userId, IReadOnlyList<string> roles, CancellationToken cancellation = default)
    {
        if (!NewAccount.AreRoles(roles)) return Task.FromResult(ChangeAccountOutcome.RolesUnfit);
        return database.WriteAsync(
            async session =>
            {
                if (await session.ScalarAsync<long>(ExistsSql, new { userId }) == 0) return ChangeAccountOutcome.NotFound;
                var had = await session.ScalarAsync<long>(AdministratorsSql);
                await session.ExecuteAsync(DeleteRolesSql, new { userId });
                foreach (var roleName in roles) await session.ExecuteAsync(InsertRoleSql, new { userId, roleName });
                return await KeepAnAdministratorAsync(session, had);
            },
            cancellation);
    }

    private const string PlaceSql = "UPDATE app_user SET county = @county, township = @township, village = @village WHERE id = @userId";

    /// <summary>Where the person lives from now on, for the programme's report; empty where it is not known.</summary>
    public async Task<ChangeAccountOutcome> SetPlaceAsync(Guid userId, string county, string township, string village, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(county);
        ArgumentNullException.ThrowIfNull(township);
        ArgumentNullException.ThrowIfNull(village);
        if (new[] { county, township, village }.Any(t => t.Length > NewAccount.MaximumText)) return ChangeAccountOutcome.TooLong;
        if (!places.Has(county.Trim(), township.Trim())) return ChangeAccountOutcome.TownshipUnknown;
        var row = new { userId, county = OrNull(county), township = OrNull(township), village = OrNull(village) };
        return await database.WriteAsync(session => session.ExecuteAsync(PlaceSql, row), cancellation) > 0 ? ChangeAccountOutcome.Changed : ChangeAccountOutcome.NotFound;
    }

    /// <summary>The path of a new single-use link; the older ones of the account are over. Null where there is no such account.</summary>
    public async Task<string?> IssueLinkAsync(Guid userId, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (await database.ScalarAsync<long>(ExistsSql, new { userId }, cancellation) == 0) return null;
        return PasswordLinks.Path(await links.IssueAsync(userId, now, now.AddHours(options.Value.PasswordLinkHours), cancellation));
    }

    private static async Task<ChangeAccountOutcome> KeepAnAdministratorAsync(DbSession session, long had)
    {
        if (had == 0 || await session.ScalarAsync<long>(AdministratorsSql) > 0) return ChangeAccountOutcome.Changed;
        session.TakeBack();
        return ChangeAccountOutcome.LastAdministrator;
    }

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
