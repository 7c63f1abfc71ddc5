using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Refuses what another site makes a browser send. CORS does not protect WebSockets, and a cookie rides along with whatever
/// the browser sends; a program with a bearer token carries neither cookie nor, usually, an Origin.
/// </summary>
internal static class OriginCheck
{
    public static void UseOriginCheck(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IsGuarded(context.Request) && !IsOwn(context.Request))
        {
            var texts = context.RequestServices.GetRequiredService<IStringLocalizer<ProblemTexts>>();
            await TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, type: Problems.Type("foreign-origin"), title: texts["foreign-origin"])
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool IsGuarded(HttpRequest request) =>
        request.Path.StartsWithSegments("/hub")
        || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method));

    private static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
