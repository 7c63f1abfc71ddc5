using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AnnotationHub.Web.Accounts;

/// <summary>Cookie for browsers, bearer token for programs, chosen per request by what it carries.</summary>
public static class AuthenticationSetup
{
    public const string CookieScheme = "Cookie";
    public const string BearerScheme = "Bearer";
    private const string EitherScheme = "Either";

    public static void AddAuthenticationSchemes(this IServiceCollection services)
    {
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options =>
                options.ForwardDefaultSelector = context => BearerTokenHandler.TokenOf(context.Request) is null ? CookieScheme : BearerScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerScheme, null)
            .AddCookie(CookieScheme, ConfigureCookie);
        services.AddAuthorization(Policies.Configure);
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostPrefixedCookies();
        options.Events.OnValidatePrincipal = RefreshAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = RequestKind.IsPage(context.Request) ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (RequestKind.IsPage(context.Request)) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Roles, names and the lock on a disabled account come from the database, never from yesterday's cookie.</summary>
    private static async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<SignedInUserStore>();
        var claimed = CurrentUser.Find(context.Principal);
        var user = claimed is null ? null : await users.FindAsync(claimed.Id, context.HttpContext.RequestAborted);
        if (user is null || context.Principal?.FindFirst(UserClaims.SecurityStamp)?.Value != user.SecurityStamp)
        {
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(UserClaims.Principal(user, CookieScheme));
    }
}
