using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Accounts;

/// <summary>The front door: everybody is led to where the own work is.</summary>
internal static class LandingEndpoint
{
    public static void Map(WebApplication app) => app.MapGet("/", Get).AllowAnonymous().ExcludeFromDescription();

    private static RedirectHttpResult Get(HttpContext context) =>
        TypedResults.LocalRedirect(CurrentUser.Find(context.User) is { } user ? Navigation.LandingPath(user) : "/sign-in");
}
