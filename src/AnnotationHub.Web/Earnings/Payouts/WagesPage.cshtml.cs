using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>The wage record: what was earned by whom in a month, and the file to keep. Identity numbers stand in the file alone.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("", TrailActions.WageRecord)]
public sealed class WagesPage(
    WageRecordStore records, IOptions<EarningsOptions> options, StepUp stepUp, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public BusinessDay Month { get; private set; }

    public IReadOnlyList<WageRecordLine> Lines { get; private set; } = [];

    public string Employer => options.Value.Employer;

    public string? Fault { get; private set; }

    /// <summary>As pages and addresses write it: <c>yyyy-MM</c>.</summary>
    public string MonthText => Month.ToString()[..7];

    public async Task<IActionResult> OnGetAsync(string? month)
    {
        if (WageRecordEndpoint.MonthOf(month ?? BusinessDay.At(time.GetUtcNow()).ToString()[..7]) is not { } first) return NotFound();
        (Month, Lines) = (first, await records.FindAsync(first, withNumbers: false, HttpContext.RequestAborted));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? month, string? password)
    {
        if (WageRecordEndpoint.MonthOf(month) is not { } first) return NotFound();
        Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Fault is not null) return await OnGetAsync(month);
        var file = WageRecordFile.Of(Employer, first, await records.FindAsync(first, withNumbers: true, HttpContext.RequestAborted));
        return File(file, "text/csv; charset=utf-8", $"wages-{month}.csv");
    }
}
