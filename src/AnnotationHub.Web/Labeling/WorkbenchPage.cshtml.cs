using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Labeling;

/// <summary>The page where annotators work. Everything on it comes over the hub.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class WorkbenchPage : PageModel
{
    /// <summary>The account whose queue this browser keeps.</summary>
    public string UserId => CurrentUser.Of(User).Id.ToString("D");

    /// <summary>
    /// Whether only one project's faces are asked for: where there are none, it may also have been paused or closed, which the hub answers
    /// with the same empty list.
    /// </summary>
    public bool IsForOneProject => !string.IsNullOrEmpty(Request.Query["project"]);

    /// <summary>Who signs in again here when the session has expired.</summary>
    public string UserName => CurrentUser.Of(User).UserName;
}
