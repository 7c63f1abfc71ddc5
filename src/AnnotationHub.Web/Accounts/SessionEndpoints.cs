using System.ComponentModel;
using System.Globalization;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

/// <summary>Signing in and out of programs: the bearer token of API and hub.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/session", PostAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Sign in: answers a bearer token for API and hub.")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status423Locked);
        api.MapDelete("/session", DeleteAsync).RequireAuthorization(Policies.SignedIn)
            .WithSummary("End the token with which this is called.");
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> PostAsync(
        SessionRequest request,
        SignIn signIn,
        SessionTokenStore tokens,
        IOptions<AccountsOptions> options,
        TimeProvider clock,
        Problems problems,
        IStringLocalizer<AccountsTexts> texts,
        HttpContext http)
    {
        var now = clock.GetUtcNow();
        var result = await signIn.TryAsync(request.UserName ?? "", request.Password ?? "", now, http.RequestAborted);
        switch (result.Outcome)
        {
            case SignInOutcome.SignedIn:
                var expiresAt = now.AddHours(options.Value.TokenHours);
                var token = await tokens.IssueAsync(result.User!.Id, now, expiresAt);
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(new SessionResponse(token, expiresAt, SessionUser.Of(result.User)));
            case SignInOutcome.Locked:
                var seconds = Math.Max(1, (int)Math.Ceiling((result.LockedUntil!.Value - now).TotalSeconds));
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return problems.Problem(StatusCodes.Status423Locked, "locked", texts["SignIn.Locked", (seconds + 59) / 60]);
            case SignInOutcome.Disabled:
                return problems.Problem(StatusCodes.Status401Unauthorized, "disabled", texts["SignIn.Disabled"]);
            case SignInOutcome.WrongNameOrPassword:
            default:
                return problems.Problem(StatusCodes.Status401Unauthorized, "wrong-name-or-password", texts["SignIn.Wrong"]);
        }
    }

    private static async Task<NoContent> DeleteAsync(HttpRequest request, SessionTokenStore tokens, TimeProvider clock)
    {
        if (BearerTokenHandler.TokenOf(request) is { } token) await tokens.RevokeAsync(token, clock.GetUtcNow());
        return TypedResults.NoContent();
    }
}

public sealed record SessionRequest(string? UserName, [property: PasswordPropertyText] string? Password);

public sealed record SessionResponse(string Token, DateTimeOffset ExpiresAt, SessionUser User);

public sealed record SessionUser(Guid Id, string UserName, IReadOnlyList<string> Roles)
{
    internal static SessionUser Of(AppUser user) => new(user.Id, user.UserName, user.Roles);
}
