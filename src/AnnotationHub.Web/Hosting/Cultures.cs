using System.Globalization;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Localization;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Chinese first, English second. A person's choice is kept in a cookie and on the account; a program says what it wants by
/// Accept-Language. Pages do not look at Accept-Language: the browsers of shared PCs speak whatever they were installed with.
/// </summary>
public static class Cultures
{
    public const string Chinese = "zh-CN";
    public const string English = "en";
    public const string CookieName = "annotationhub-culture";

    /// <summary>The first is the default.</summary>
    public static IReadOnlyList<string> Supported { get; } = [Chinese, English];

    /// <summary>The language of the current request: <c>zh-CN</c> or <c>en</c>.</summary>
    public static string Current => CultureInfo.CurrentUICulture.Name == English ? English : Chinese;

    internal static void Configure(RequestLocalizationOptions options)
    {
        string[] names = [.. Supported];
        options.SetDefaultCulture(Chinese).AddSupportedCultures(names).AddSupportedUICultures(names);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = CookieName },
            new CustomRequestCultureProvider(FromProgramAsync),
            new CustomRequestCultureProvider(FromAccountAsync),
        ];
    }

    private static async Task<ProviderCultureResult?> FromProgramAsync(HttpContext context) =>
        RequestKind.IsPage(context.Request) || CameFromOurPage(context.Request)
            ? null
            : await new AcceptLanguageHeaderRequestCultureProvider().DetermineProviderCultureResult(context);

    private static Task<ProviderCultureResult?> FromAccountAsync(HttpContext context) =>
        Task.FromResult(context.User.FindFirst(UserClaims.Culture)?.Value is { } culture ? new ProviderCultureResult(culture) : null);

    // A script on one of our pages speaks the page's language, not the browser's.
    private static bool CameFromOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin";
}
