using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>The batches, newest first, and drawing one up.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class PayoutsPage(PayoutReader reader, PayoutDesk desk, LedgerVerification verification, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public IReadOnlyList<PayoutBatch> Batches { get; private set; } = [];

    public string? Fault { get; private set; }

    /// <summary>What stops payouts, where it was asked for one; the first few.</summary>
    public IReadOnlyList<string> Differences { get; private set; } = [];

    public async Task OnGetAsync() => Batches = await reader.RecentAsync(100, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        var (outcome, id) = await desk.DrawUpAsync(CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted);
        if (outcome == DrawUpOutcome.DrawnUp) return Redirect($"/admin/payouts/{id:D}");
        Fault = texts[outcome == DrawUpOutcome.NothingPayable ? "Payout.NothingPayable" : "Payout.LedgerDiffers"];
        if (outcome == DrawUpOutcome.LedgerDiffers) Differences = [.. (await verification.FindDifferencesAsync(HttpContext.RequestAborted)).Take(10)];
        await OnGetAsync();
        return Page();
    }
}
