using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace AnnotationHub.Web.Hosting;

/// <summary>The language switch of every page: kept in a cookie, and on the account of somebody who is signed in.</summary>
internal static class CultureSwitch
{
    private const string RememberSql = "UPDATE app_user SET culture = @culture WHERE id = @userId";

    public static void Map(WebApplication app) =>
        app.MapPost("/culture", PostAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> PostAsync(
        [FromForm] string culture, [FromForm] string? returnUrl, HttpContext context, Database database, TimeProvider clock)
    {
        var chosen = Cultures.Supported.FirstOrDefault(c => c == culture) ?? Cultures.Chinese;
        var cookie = new CookieOptions
        {
            Expires = clock.GetUtcNow().AddYears(1),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
        context.Response.Cookies.Append(Cultures.CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), cookie);
        if (CurrentUser.Find(context.User) is { } user)
            await database.WriteAsync(session => session.ExecuteAsync(RememberSql, new { userId = user.Id, culture = chosen }));
        return TypedResults.LocalRedirect(LocalPaths.OrHome(returnUrl));
    }
}
