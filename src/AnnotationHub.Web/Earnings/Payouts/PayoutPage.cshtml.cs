using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payouts.Bank;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>One batch: approve it, download the bank's file, enter the bank's answers.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("Bank", TrailActions.PayoutFile)]
[Trailed("File", TrailActions.PayoutFile, OnGet = true)]
[Trailed("Approve", TrailActions.PayoutApproved)]
[Trailed("Refuse", TrailActions.PayoutRefused)]
[Trailed("Settle", TrailActions.PayoutSettled)]
[Trailed("Correct", TrailActions.PayoutCorrected)]
public sealed class PayoutPage(
    PayoutReader reader, PayoutStore payouts, PayoutDesk desk, BankTemplates templates, BankExport export, ItemCorrections corrections, EarningsNews news, StepUp stepUp, Database database,
    IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    private const int LongestNote = 500;

    public IReadOnlyList<BankTemplate> Templates => templates.All;

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

    public async Task<IActionResult> OnGetFileAsync(Guid id) => await reader.FindAsync(id, HttpContext.RequestAborted) is { Batch.IsApproved: true } found
        ? File(PayoutFile.Of(found.Batch, found.Items), "text/csv; charset=utf-8", $"payout-{found.Batch.Number:000000}.csv")
        : NotFound();

    /// <summary>The bank's own file carries account numbers: it asks again who is there.</summary>
    public async Task<IActionResult> OnPostBankAsync(Guid id, string? template, string? password)
    {
        if (templates.Find(template) is not { } known || await reader.FindAsync(id, HttpContext.RequestAborted) is not { } found) return NotFound();
        Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Fault is not null) return await OnGetAsync(id);
        var (outcome, bytes) = await export.ExportAsync(id, known, CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted);
        Fault = outcome switch
        {
            BankExportOutcome.Exported or BankExportOutcome.NotFound => null,
            BankExportOutcome.NotApproved => texts["Payout.NotApproved"].Value,
            BankExportOutcome.PayeeMissing => texts["Payout.NobodyHasPayee"].Value,
            BankExportOutcome.LedgerDiffers => texts["Payout.LedgerDiffers"].Value,
        };
        return Fault is null ? File(bytes, "text/csv", PayoutEndpoints.FileNameOf(found.Batch, known)) : await OnGetAsync(id);
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id, string? password)
    {
        Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Fault is not null) return await AnswerAsync(id);
        Fault = await desk.ApproveAsync(id, CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted) switch
        {
            ApproveOutcome.Approved or ApproveOutcome.NotFound => null,
            ApproveOutcome.SamePerson => texts["Payout.SamePerson"].Value,
            ApproveOutcome.NotDrawnUp => texts["Payout.AlreadyApproved"].Value,
            ApproveOutcome.Refused => texts["Payout.IsRefused"].Value,
            ApproveOutcome.LedgerDiffers => texts["Payout.LedgerDiffers"].Value,
        };
        return await AnswerAsync(id);
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, string? reason)
    {
        var (actor, now, words) = (CurrentUser.Of(User).Id, time.GetUtcNow(), reason?.Trim() ?? "");
        if (words.Length is 0 or > RefuseBody.MaximumReasonLength) Fault = texts["Payout.RefuseNeedsReason"];
        if (Fault is not null) return await AnswerAsync(id);
        var outcome = await database.WriteAsync(s => payouts.RefuseAsync(s, id, words, actor, now));
        if (outcome == RefuseOutcome.Refused) await news.TellOfBatchAsync(id, now);
        Fault = outcome switch
        {
            RefuseOutcome.Refused or RefuseOutcome.AlreadyRefused or RefuseOutcome.NotFound => null,
            RefuseOutcome.SamePerson => texts["Payout.RefuseSamePerson"].Value,
            RefuseOutcome.AlreadyApproved => texts["Payout.AlreadyApproved"].Value,
        };
        return await AnswerAsync(id);
    }

    public async Task<IActionResult> OnPostSettleAsync(Guid id, int item, bool paid, string? note)
    {
        var (actor, now) = (CurrentUser.Of(User).Id, time.GetUtcNow());
        var kept = string.IsNullOrWhiteSpace(note) ? null : note.Trim()[..Math.Min(note.Trim().Length, LongestNote)];
        var outcome = await database.WriteAsync(s => payouts.SettleAsync(s, id, item, paid, kept, actor, now));
        if (outcome == SettleOutcome.Settled) await news.TellOfItemAsync(id, item, now);
        Fault = outcome switch
        {
            SettleOutcome.Settled or SettleOutcome.AlreadySettled or SettleOutcome.NotFound => null,
            SettleOutcome.NotApproved => texts["Payout.NotApproved"].Value,
            SettleOutcome.SettledOtherwise => texts["Payout.SettledOtherwise"].Value,
        };
        return await AnswerAsync(id);
    }

    public async Task<IActionResult> OnPostCorrectAsync(Guid id, int item, bool paid, string? reason, string? password)
    {
        var words = reason?.Trim() ?? "";
        if (words.Length is 0 or > CorrectionEndpoint.MaximumReasonLength) Fault = texts["Correction.NeedsReason"];
        Fault ??= StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Fault is not null) return await AnswerAsync(id);
        var outcome = await corrections.CorrectAsync(id, item, paid, words, CurrentUser.Of(User).Id, time.GetUtcNow(), HttpContext.RequestAborted);
        if (outcome == CorrectOutcome.Corrected) await news.TellOfItemAsync(id, item, time.GetUtcNow());
        Fault = outcome switch
        {
            CorrectOutcome.Corrected or CorrectOutcome.AlreadySo or CorrectOutcome.NotFound => null,
            CorrectOutcome.NotSettled => texts["Correction.NotSettled"].Value,
            CorrectOutcome.MoneyGone => texts["Correction.MoneyGone"].Value,
        };
        return await AnswerAsync(id);
    }

    // A reload must not send the form again.
    private async Task<IActionResult> AnswerAsync(Guid id) => Fault is null ? Redirect($"/admin/payouts/{id:D}") : await OnGetAsync(id);
}
