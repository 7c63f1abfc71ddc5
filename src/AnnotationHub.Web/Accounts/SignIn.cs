using AnnotationHub.Storage;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

/// <summary>What became of a try to sign in.</summary>
public enum SignInOutcome
{
    SignedIn,

    /// <summary>No such name, or not its password; nobody is told which.</summary>
    WrongNameOrPassword,

    /// <summary>Too many wrong passwords in a row: also the right one is refused until the time is over.</summary>
    Locked,

    /// <summary>The password was right, but the account has been disabled.</summary>
    Disabled,
}

/// <summary>Checks a name and a password, and keeps count of the wrong ones.</summary>
public sealed class SignIn(Database database, UserManager<AppUser> manager, IOptions<AccountsOptions> options, PasswordGate gate, TrailStore trail, IHttpContextAccessor http)
{
    private const string LockedUntilSql = "SELECT lockout_end FROM app_user WHERE id = @userId AND lockout_end > @now";

    private const string CountWrongSql =
        "UPDATE app_user SET access_failed_count = access_failed_count + 1 WHERE id = @userId AND (lockout_end IS NULL OR lockout_end <= @now)";

    private const string LockSql =
        """
        UPDATE app_user SET lockout_end = @lockoutEnd, access_failed_count = 0
        WHERE id = @userId AND access_failed_count >= @mostWrong
        """;

    private const string ForgetWrongSql =
        "UPDATE app_user SET access_failed_count = 0, lockout_end = NULL WHERE id = @userId AND (lockout_end IS NULL OR lockout_end <= @now)";

    // Compared against where no account has the name, so that both answers take as long.
    private static readonly AppUser Nobody = new();
    private static string? nobodysHash;

    /// <param name="action">What is written down of it: a sign-in, or who is there being asked again.</param>
    public async Task<SignInResult> TryAsync(
        string userName, string password, DateTimeOffset now, CancellationToken cancellation, string action = TrailActions.SignIn)
    {
        var user = await manager.FindByNameAsync(userName);
        var result = await TryAsync(user, password, now, cancellation);
        var outcome = result.Outcome switch
        {
            SignInOutcome.SignedIn => "done",
            SignInOutcome.WrongNameOrPassword => "wrong-password",
            SignInOutcome.Locked => "locked",
            SignInOutcome.Disabled => "disabled",
        };
        // A name that no account has may be a password typed into the wrong field: it is not written down.
        var entry = new TrailEntry(action, result.User?.Id, user is null ? null : $"account {user.Id:D}", outcome, TrailOrigin.Of(http.HttpContext));
        await trail.AddAsync(entry, now, cancellation);
        return result;
    }

    private async Task<SignInResult> TryAsync(AppUser? user, string password, DateTimeOffset now, CancellationToken cancellation)
    {
        if (user is null) nobodysHash ??= manager.PasswordHasher.HashPassword(Nobody, Secrets.Stamp());
        if (user is not null && await LockedUntilAsync(user.Id, now) is { } until) return SignInResult.Locked(until);

        var isRight = await gate.RunAsync(() => IsRight(user, password), cancellation);
        if (user is null) return SignInResult.Wrong;
        return isRight ? await WelcomeAsync(user, now) : await CountWrongAsync(user, now);
    }

    private bool IsRight(AppUser? user, string password) =>
        manager.PasswordHasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? nobodysHash ?? "", password) != PasswordVerificationResult.Failed
        && user?.PasswordHash is not null;

    /// <summary>
    /// The lock is looked at again, in the transaction that clears the count: of many guesses sent at once, those that end
    /// after the fifth wrong one learn nothing, not even the right one.
    /// </summary>
    private async Task<SignInResult> WelcomeAsync(AppUser user, DateTimeOffset now)
    {
        var until = await database.WriteAsync(async session =>
        {
            var locked = await session.FirstOrDefaultAsync<DateTimeOffset?>(LockedUntilSql, new { userId = user.Id, now });
            if (locked is null) await session.ExecuteAsync(ForgetWrongSql, new { userId = user.Id, now });
            return locked;
        });
        if (until is { } end) return SignInResult.Locked(end);
        return user.DisabledAt is null ? new SignInResult(SignInOutcome.SignedIn, user, null) : new SignInResult(SignInOutcome.Disabled, null, null);
    }

    private async Task<SignInResult> CountWrongAsync(AppUser user, DateTimeOffset now)
    {
        var lockoutEnd = now.AddMinutes(options.Value.LockedMinutes);
        var mostWrong = options.Value.WrongPasswordsUntilLocked;
        var origin = TrailOrigin.Of(http.HttpContext);
        await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(CountWrongSql, new { userId = user.Id, now });
            if (await session.ExecuteAsync(LockSql, new { userId = user.Id, lockoutEnd, mostWrong }) > 0)
                await TrailStore.AddAsync(session, new TrailEntry(TrailActions.LockOut, null, $"account {user.Id:D}", "done", origin), now);
        });
        return SignInResult.Wrong;
    }

    private Task<DateTimeOffset?> LockedUntilAsync(Guid userId, DateTimeOffset now) =>
        database.FirstOrDefaultAsync<DateTimeOffset?>(LockedUntilSql, new { userId, now });
}

/// <param name="Outcome">What became of it.</param>
/// <param name="User">The account, only where it is signed in.</param>
/// <param name="LockedUntil">Set only where the account is locked.</param>
public sealed record SignInResult(SignInOutcome Outcome, AppUser? User, DateTimeOffset? LockedUntil)
{
    internal static readonly SignInResult Wrong = new(SignInOutcome.WrongNameOrPassword, null, null);

    internal static SignInResult Locked(DateTimeOffset until) => new(SignInOutcome.Locked, null, until);
}
