using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Proof;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>The batches, newest first, and drawing one up.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("", TrailActions.PayoutDrawnUp)]
public sealed class PayoutsPage(PayoutReader reader, PayoutDesk desk, LedgerRemedies proofs, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public IReadOnlyList<PayoutBatch> Batches { get; private set; } = [];

    public string? Fault { get; private set; }

    /// <summary>Null before the ledger was proved for the first time.</summary>
    public LedgerCheck? LastCheck { get; private set; }

    public async Task OnGetAsync() =>
        (Batches, LastCheck) = (await reader.RecentAsync(100, HttpContext.RequestAborted), await proofs.LastCheckAsync(HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostAsync()
    {
        var (outcome, id) = await desk.DrawUpAsync(CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted);
        if (outcome == DrawUpOutcome.DrawnUp) return Redirect($"/admin/payouts/{id:D}");
        Fault = texts[outcome == DrawUpOutcome.NothingPayable ? "Payout.NothingPayable" : "Payout.LedgerDiffers"];
        await OnGetAsync();
        return Page();
    }
}
