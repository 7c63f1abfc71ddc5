using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Makes RFC 9457 problem details: a stable <c>type</c> (<c>urn:annotationhub:problem:NAME</c>) for programs, a title in the
/// caller's language for people, <c>errors</c> per field. Handlers take it as a parameter.
/// </summary>
public sealed class Problems(IStringLocalizer<ProblemTexts> texts)
{
    private const string TypePrefix = "urn:annotationhub:problem:";

    /// <summary>The stable type of a problem; <paramref name="name"/> is in kebab-case.</summary>
    public static string Type(string name) => TypePrefix + name;

    /// <summary>404: it does not exist, or it is somebody else's; nobody learns which.</summary>
    public ProblemHttpResult NotFound() => Of(StatusCodes.Status404NotFound);

    /// <summary>400 with what is wrong by field; keys are the wire's field names, such as <c>pricePerFace.amount</c>.</summary>
    public ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, type: Type("validation"), title: texts["validation"]);
        problem.ProblemDetails.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>400 with one field's fault, in the caller's language.</summary>
    public ProblemHttpResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>400: <c>after</c> is no <c>next</c> that a page of this list has answered.</summary>
    public ProblemHttpResult InvalidAfter() => Invalid("after", texts["after"]);

    /// <summary>A refusal of a capability's own.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="name">In kebab-case, stable for ever.</param>
    /// <param name="title">In the caller's language, from the capability's texts.</param>
    /// <param name="detail">More, also in the caller's language.</param>
    public ProblemHttpResult Problem(int status, string name, string title, string? detail = null) =>
        TypedResults.Problem(statusCode: status, type: Type(name), title: title, detail: detail);

    /// <summary>The general problem of a status, such as 409 or 429.</summary>
    public ProblemHttpResult Of(int status)
    {
        var name = NameOf(status);
        return TypedResults.Problem(statusCode: status, type: Type(name), title: texts[name]);
    }

    internal static string NameOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status406NotAcceptable => "not-acceptable",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status422UnprocessableEntity => "unprocessable",
        StatusCodes.Status429TooManyRequests => "too-many-requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        >= 500 => "internal",
        _ => "refused",
    };

    /// <summary>Gives the framework's own problems (no route, a body that does not parse, a crash) our type and title.</summary>
    internal static void Customize(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) == true) return;
        // Outside the endpoint the thread's culture is the server's again.
        if (context.HttpContext.Features.Get<IRequestCultureFeature>() is { } culture) CultureInfo.CurrentUICulture = culture.RequestCulture.UICulture;
        var name = NameOf(problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Type = Type(name);
        problem.Title = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<ProblemTexts>>()[name];
    }
}
