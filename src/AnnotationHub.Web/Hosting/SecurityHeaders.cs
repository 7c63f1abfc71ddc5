using System.Security.Cryptography;

namespace AnnotationHub.Web.Hosting;

/// <summary>Headers against what a browser would otherwise allow: foreign scripts, framing, sniffing, leaking addresses.</summary>
public static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    /// <summary>The nonce of this request for a script or style element written into a page.</summary>
    public static string CspNonce(this HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    internal static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Write((HttpContext)state), context);
        return next(context);
    });

    private static Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        // Also on data: a browser may be led to open it as a document.
        if (!headers.ContainsKey("Content-Security-Policy")) headers.ContentSecurityPolicy = Policy(context.CspNonce());
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; "
        + "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
