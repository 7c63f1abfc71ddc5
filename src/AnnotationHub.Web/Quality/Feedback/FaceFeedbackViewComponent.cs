using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace AnnotationHub.Web.Quality.Feedback;

/// <summary>The feedback as a card of the annotator's page of a face; nothing while the face is not settled.</summary>
public sealed class FaceFeedbackViewComponent(FaceFeedbackStore feedback) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string traceCode)
    {
        if (await feedback.FindAsync(CurrentUser.Of(UserClaimsPrincipal).Id, traceCode, HttpContext.RequestAborted) is not { } found) return Content("");
        return View("/Quality/Feedback/_Feedback.cshtml", found.Feedback);
    }
}
