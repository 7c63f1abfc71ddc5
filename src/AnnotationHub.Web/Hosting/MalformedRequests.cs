using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// A request that cannot be read is its caller's fault in every environment, never a 500. Where its JSON says where, the field is named
/// in <c>errors</c>.
/// </summary>
internal sealed class MalformedRequests(Problems problems, IStringLocalizer<ProblemTexts> texts) : IExceptionHandler
{
    // What the reader's paths begin with: $.pricePerFace.amount.
    private const string PathRoot = "$.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException malformed) return false;
        if (RequestKind.IsPage(httpContext.Request))
        {
            httpContext.Response.StatusCode = malformed.StatusCode;
            return true;
        }

        // Outside the endpoint the thread's culture is the server's again.
        if (httpContext.Features.Get<IRequestCultureFeature>() is { } culture) CultureInfo.CurrentUICulture = culture.RequestCulture.UICulture;
        var problem = FieldOf(malformed) is { } field ? problems.Invalid(field, texts["field-malformed"]) : problems.Of(malformed.StatusCode);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static string? FieldOf(BadHttpRequestException malformed) =>
        malformed.InnerException is JsonException { Path: { } path } && path.StartsWith(PathRoot, StringComparison.Ordinal) ? path[PathRoot.Length..] : null;
}
