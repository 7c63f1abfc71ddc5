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

    /// <summary>Who signs in again here when the session has expired.</summary>
    public string UserName => CurrentUser.Of(User).UserName;
}
