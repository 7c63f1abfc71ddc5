using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>One batch: approve it, download the bank's file, enter the bank's answers.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class PayoutPage(
    PayoutReader reader, PayoutStore payouts, PayoutDesk desk, Database database, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public PayoutBatch Batch { get; private set; } = null!;

    public IReadOnlyList<PayoutItem> Items { get; private set; } = [];

    public string? Fault { get; private set; }

    /// <summary>Whether the reader is the second person.</summary>
    public bool CanApprove => Batch.State == "drawnUp" && Batch.DrawnUpBy != CurrentUser.Of(User).Id;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await reader.FindAsync(id, HttpContext.RequestAborted) is not { } found) return NotFound();
        (Batch, Items) = found;
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id) => await reader.FindAsync(id, HttpContext.RequestAborted) is { } found
        ? File(PayoutFile.Of(found.Batch, found.Items), "text/csv; charset=utf-8", $"payout-{found.Batch.Number:000000}.csv")
        : NotFound();

    public async Task<IActionResult> OnPostApproveAsync(Guid id)
    {
        Fault = await desk.ApproveAsync(id, CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted) switch
        {
            ApproveOutcome.Approved or ApproveOutcome.NotFound => null,
            ApproveOutcome.SamePerson => texts["Payout.SamePerson"].Value,
            ApproveOutcome.NotDrawnUp => texts["Payout.AlreadyApproved"].Value,
            ApproveOutcome.LedgerDiffers => texts["Payout.LedgerDiffers"].Value,
        };
        return await AnswerAsync(id);
    }

    public async Task<IActionResult> OnPostSettleAsync(Guid id, int item, bool paid)
    {
        var (actor, now) = (CurrentUser.Of(User).Id, time.GetUtcNow());
        Fault = await database.WriteAsync(s => payouts.SettleAsync(s, id, item, paid, null, actor, now)) switch
        {
            SettleOutcome.Settled or SettleOutcome.AlreadySettled or SettleOutcome.NotFound => null,
            SettleOutcome.NotApproved => texts["Payout.NotApproved"].Value,
            SettleOutcome.SettledOtherwise => texts["Payout.SettledOtherwise"].Value,
        };
        return await AnswerAsync(id);
    }

    // A reload must not send the form again.
    private async Task<IActionResult> AnswerAsync(Guid id) => Fault is null ? Redirect($"/admin/payouts/{id:D}") : await OnGetAsync(id);
}
