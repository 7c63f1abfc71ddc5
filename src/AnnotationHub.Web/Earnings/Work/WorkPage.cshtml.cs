using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Earnings.Work;

/// <summary>What there is to do and what it pays, and how today stands.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class WorkPage(OpenWork work, EarningsStore earnings, TimeProvider time) : PageModel
{
    public WorkOnOffer Work { get; private set; } = new([], 0, true);

    public EarningsDay Today { get; private set; } = null!;

    public string Currency => earnings.Currency;

    public async Task OnGetAsync()
    {
        var annotator = CurrentUser.Of(User).Id;
        Work = await work.FindAsync(annotator, HttpContext.RequestAborted);
        var summary = await earnings.FindAsync(annotator, time.GetUtcNow(), HttpContext.RequestAborted);
        Today = summary.DayOf(summary.Today);
    }
}
