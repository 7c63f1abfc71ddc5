using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
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

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        // Called by its own address it has nothing to report.
        var isReExecuted = HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null
            || HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is not null;
        Status = isReExecuted ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
    }
}
