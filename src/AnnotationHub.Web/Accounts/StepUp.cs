using AnnotationHub.Storage;
using AnnotationHub.Web.Trail;

namespace AnnotationHub.Web.Accounts;

/// <summary>What became of asking again who is there.</summary>
public enum StepUpOutcome
{
    /// <summary>The password was given now, or the token was issued for it a moment ago.</summary>
    Confirmed,

    /// <summary>No password was given, and the sign-in is too old to stand for one.</summary>
    Needed,

    Wrong,

    /// <summary>Too many wrong passwords in a row.</summary>
    Locked,
}

/// <summary>
/// Asks again who is there before what cannot be undone: money that leaves, personal numbers that are shown. A page sends the
/// password with the form; a program signs in anew, or sends it in the body.
/// </summary>
public sealed class StepUp(Database database, SignIn signIn, TrailStore trail, TimeProvider clock)
{
    /// <summary>A bearer token not older than this was given for a password just now.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    private const string IssuedAtSql = "SELECT created_at FROM session_token WHERE token_hash = @tokenHash AND revoked_at IS NULL";

    public async Task<StepUpOutcome> ConfirmAsync(HttpContext http, string? password)
    {
        ArgumentNullException.ThrowIfNull(http);
        var now = clock.GetUtcNow();
        var user = CurrentUser.Of(http.User);
        if (string.IsNullOrEmpty(password))
        {
            var isFresh = await IsFreshAsync(http, now);
            await trail.AddAsync(new TrailEntry(TrailActions.StepUp, user.Id, $"account {user.Id:D}", isFresh ? "done" : "needed", TrailOrigin.Of(http)), now, http.RequestAborted);
            return isFresh ? StepUpOutcome.Confirmed : StepUpOutcome.Needed;
        }

        var result = await signIn.TryAsync(user.UserName, password, now, http.RequestAborted, TrailActions.StepUp);
        return result.Outcome switch
        {
            SignInOutcome.SignedIn => StepUpOutcome.Confirmed,
            SignInOutcome.Locked => StepUpOutcome.Locked,
            SignInOutcome.WrongNameOrPassword or SignInOutcome.Disabled => StepUpOutcome.Wrong,
        };
    }

    // Only a token: a cookie is renewed while its page is used, and says nothing about when the password was typed.
    private async Task<bool> IsFreshAsync(HttpContext http, DateTimeOffset now) =>
        BearerTokenHandler.TokenOf(http.Request) is { } token
        && await database.FirstOrDefaultAsync<DateTimeOffset?>(IssuedAtSql, new { tokenHash = Secrets.HashOf(token) }, http.RequestAborted) is { } issued
        && now - issued <= FreshFor;
}
