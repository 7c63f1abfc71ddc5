using System.Security.Claims;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Supervision;

/// <summary>The shell of the review page; the faces come over the API.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class ReviewPage : PageModel
{
    /// <summary>What the photograph is marked with: whoever passes on a picture of the screen is in it.</summary>
    public string Watermark => WatermarkOf(User);

    /// <summary>For every view of a photograph in supervision.</summary>
    internal static string WatermarkOf(ClaimsPrincipal viewer) => $"{viewer.FindFirst(UserClaims.DisplayName)?.Value} · {CurrentUser.Of(viewer).UserName}";
}
