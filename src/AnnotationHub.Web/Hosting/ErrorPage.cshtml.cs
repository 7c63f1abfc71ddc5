using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Hosting;

/// <summary>Says in plain words what happened and what to do; other middleware re-executes a failed request here.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorPage : PageModel
{
    public int Status { get; private set; }

    /// <summary>Which of the texts applies.</summary>
    public string Key => Status switch
    {
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status429TooManyRequests => "TooMany",
        >= 500 => "Failed",
        _ => "Refused",
    };

    /// <summary>With which an operator finds the failure in the log.</summary>
    public string? Reference => Status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;

    /// <summary>
    /// Makes a failed request that comes here again one that only looks: a form without its token would fail over its token a second time.
    /// </summary>
    internal static Task AsLookAsync(HttpContext context, RequestDelegate next)
    {
        if (IsReExecuted(context) && HttpMethods.IsPost(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        return next(context);
    }

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private static bool IsReExecuted(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    private void Show(int status)
    {
        // Called by its own address it has nothing to report.
        Status = IsReExecuted(HttpContext) ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
    }
}
