using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>A month's payslip; printed, it is the paper (or PDF) to keep.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class PayslipPage(
    PayslipStore payslips, IOptions<EarningsOptions> options, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public string Employer => options.Value.Employer;

    public IReadOnlyList<string> Months { get; private set; } = [];

    public Payslip Payslip { get; private set; } = null!;

    public string Month { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? month)
    {
        var annotator = CurrentUser.Of(User).Id;
        Months = await payslips.MonthsAsync(annotator, HttpContext.RequestAborted);
        Month = month ?? BusinessDay.At(time.GetUtcNow()).ToString()[..7];
        if (!DateOnly.TryParseExact($"{Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return NotFound();
        Payslip = await payslips.FindAsync(annotator, new BusinessDay(first), HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>The paper to keep or to send on.</summary>
    public async Task<IActionResult> OnGetPdfAsync(string? month)
    {
        if (await OnGetAsync(month) is NotFoundResult missing) return missing;
        var name = User.FindFirst(UserClaims.DisplayName)?.Value ?? CurrentUser.Of(User).UserName;
        return File(PayslipPdf.Of(Payslip, name, Employer, texts), "application/pdf", $"payslip-{Month}.pdf");
    }
}
