using Microsoft.AspNetCore.Authentication.Cookies;

namespace AnnotationHub.Web.Accounts;

/// <summary>
/// Over https the session cookie is called <c>__Host-…</c>, so that no other host of the domain can plant one; browsers refuse
/// that name over plain http, where the same cookie goes without the prefix.
/// </summary>
internal sealed class HostPrefixedCookies : ICookieManager
{
    private const string Plain = "annotationhub-session";
    private const string Prefixed = "__Host-annotationhub-session";
    private readonly ChunkingCookieManager inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Name(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        inner.AppendResponseCookie(context, Name(context), value, ForWholeHost(options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        inner.DeleteCookie(context, Name(context), ForWholeHost(options));

    private static string Name(HttpContext context) => context.Request.IsHttps ? Prefixed : Plain;

    // The prefix demands the root path and no domain.
    private static CookieOptions ForWholeHost(CookieOptions options) => new(options) { Path = "/", Domain = null };
}
