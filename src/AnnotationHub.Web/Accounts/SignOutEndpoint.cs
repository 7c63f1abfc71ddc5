using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Accounts;

/// <summary>Ends the browser's session. Another site cannot send this: see <see cref="OriginCheck"/>.</summary>
internal static class SignOutEndpoint
{
    public static void Map(WebApplication app) => app.MapPost("/sign-out", (Delegate)PostAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<RedirectHttpResult> PostAsync(HttpContext context)
    {
        await context.SignOutAsync(AuthenticationSetup.CookieScheme);
        // The next person at this PC must not find anything of this one's in the browser's memory.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return TypedResults.LocalRedirect("/sign-in");
    }
}
