using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Supervision;

/// <summary>The shell of the review page; the faces come over the API.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class ReviewPage : PageModel
{
    /// <summary>What the photograph is marked with: whoever passes on a picture of the screen is in it.</summary>
    public string Watermark => $"{User.FindFirst(UserClaims.DisplayName)?.Value} · {CurrentUser.Of(User).UserName}";
}
