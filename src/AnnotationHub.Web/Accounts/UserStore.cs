using AnnotationHub.Storage;
using Microsoft.AspNetCore.Identity;

namespace AnnotationHub.Web.Accounts;

/// <summary>Keeps accounts in our own tables for ASP.NET Core Identity's user manager.</summary>
public sealed class UserStore(Database database) : IUserPasswordStore<AppUser>, IUserSecurityStampStore<AppUser>
{
    private const string FindByIdSql = "SELECT * FROM app_user WHERE id = @userId";

    private const string FindByNameSql = "SELECT * FROM app_user WHERE normalized_user_name = @normalizedUserName";

    private const string RolesSql = "SELECT role_name FROM user_role WHERE user_id = @userId ORDER BY role_name";

    private const string InsertSql =
        """
        INSERT INTO app_user (id, user_name, normalized_user_name, display_name, pseudonym, password_hash, security_stamp,
            concurrency_stamp, disabled_at, culture, county, township, village, created_at)
        VALUES (@Id, @UserName, @NormalizedUserName, @DisplayName, @Pseudonym, @PasswordHash, @SecurityStamp,
            @ConcurrencyStamp, @DisabledAt, @Culture, @County, @Township, @Village, @CreatedAt)
        """;

    private const string InsertRoleSql = "INSERT INTO user_role (user_id, role_name) VALUES (@userId, @roleName)";

    private const string DeleteRolesSql = "DELETE FROM user_role WHERE user_id = @userId";

    // The stamp that was read is part of the condition: of two who change one account, the second is told.
    private const string UpdateSql =
        """
        UPDATE app_user
        SET user_name = @UserName, normalized_user_name = @NormalizedUserName, display_name = @DisplayName,
            password_hash = @PasswordHash, security_stamp = @SecurityStamp, concurrency_stamp = @newConcurrencyStamp,
            disabled_at = @DisabledAt, culture = @Culture, county = @County, township = @Township, village = @Village
        WHERE id = @Id AND concurrency_stamp = @ConcurrencyStamp
        """;

    /// <summary>Writes a new account with its roles, in the caller's transaction.</summary>
    public static async Task InsertAsync(DbSession session, AppUser user)
    {
        await session.ExecuteAsync(InsertSql, user);
        foreach (var roleName in user.Roles) await session.ExecuteAsync(InsertRoleSql, new { userId = user.Id, roleName });
    }

    public async Task<IdentityResult> CreateAsync(AppUser user, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(session => InsertAsync(session, user), cancellationToken);
            return IdentityResult.Success;
        }
        catch (Exception failure) when (database.Dialect.IsUniqueViolation(failure))
        {
            // Two created the same name at once: the validator saw neither, the index sees the second.
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.UserName));
        }
    }

    public async Task<IdentityResult> UpdateAsync(AppUser user, CancellationToken cancellationToken)
    {
        var newConcurrencyStamp = Secrets.Stamp();
        var changed = await database.WriteAsync(session => ReplaceAsync(session, user, newConcurrencyStamp), cancellationToken);
        if (!changed) return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        user.ConcurrencyStamp = newConcurrencyStamp;
        return IdentityResult.Success;
    }

    /// <summary>Accounts are never deleted, their work and pay refer to them; they are disabled.</summary>
    public Task<IdentityResult> DeleteAsync(AppUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An account is disabled, never deleted.");

    public async Task<AppUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await FindAsync(FindByIdSql, new { userId = id }, cancellationToken) : null;

    public Task<AppUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(FindByNameSql, new { normalizedUserName }, cancellationToken);

    public Task<string> GetUserIdAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString("D"));

    public Task<string?> GetUserNameAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(AppUser user, string? userName, CancellationToken cancellationToken)
    {
        user.UserName = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(AppUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(AppUser user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedUserName = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task SetPasswordHashAsync(AppUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(AppUser user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(AppUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
        // The database belongs to the host.
    }

    private static async Task<bool> ReplaceAsync(DbSession session, AppUser user, string newConcurrencyStamp)
    {
        var parameters = new
        {
            user.Id,
            user.UserName,
            user.NormalizedUserName,
            user.DisplayName,
            user.PasswordHash,
            user.SecurityStamp,
            user.ConcurrencyStamp,
            newConcurrencyStamp,
            user.DisabledAt,
            user.Culture,
            user.County,
            user.Township,
            user.Village,
        };
        if (await session.ExecuteAsync(UpdateSql, parameters) == 0) return false;
        await session.ExecuteAsync(DeleteRolesSql, new { userId = user.Id });
        foreach (var roleName in user.Roles) await session.ExecuteAsync(InsertRoleSql, new { userId = user.Id, roleName });
        return true;
    }

    private Task<AppUser?> FindAsync(string sql, object parameters, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var user = await session.FirstOrDefaultAsync<AppUser>(sql, parameters);
            if (user is not null) user.Roles.AddRange(await session.QueryAsync<string>(RolesSql, new { userId = user.Id }));
            return user;
        },
        cancellation);
}
