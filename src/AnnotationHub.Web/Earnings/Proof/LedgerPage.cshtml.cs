using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>Whether payouts are stopped, by what, and what can be done about it.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("Rebuild", TrailActions.LedgerRebuilt)]
[Trailed("Propose", TrailActions.RemedyProposed)]
[Trailed("Confirm", TrailActions.RemedyConfirmed)]
public sealed class LedgerPage(LedgerDesk desk, LedgerRemedies remedies, StepUp stepUp, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    /// <summary>Null until it is proved on this visit.</summary>
    public LedgerFindings? Findings { get; private set; }

    public LedgerCheck? LastCheck { get; private set; }

    public IReadOnlyList<LedgerRemedy> Remedies { get; private set; } = [];

    public string? Fault { get; private set; }

    private Guid Caller => CurrentUser.Of(User).Id;

    /// <summary>Whether the reader is the second person.</summary>
    public bool CanConfirm(LedgerRemedy remedy) => remedy.ConfirmedAt is null && remedy.ProposedBy != Caller;

    /// <summary>Number of the transaction that the difference says nothing is behind; null for another difference.</summary>
    public static long? Unaccounted(string difference) =>
        difference.Split(' ') is ["transaction", var number, ..] && long.TryParse(number, out var seq) && difference == LedgerReader.NothingBehind(seq) ? seq : null;

    public async Task OnGetAsync(bool check)
    {
        if (check) Findings = await desk.CheckAsync(Caller, time.GetUtcNow(), HttpContext.RequestAborted);
        LastCheck = await remedies.LastCheckAsync(HttpContext.RequestAborted);
        Remedies = await remedies.AllAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostRebuildAsync(string? password)
    {
        Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Fault is null && await desk.RebuildAsync(HttpContext.RequestAborted) == RebuildOutcome.EntriesDiffer) Fault = texts["Ledger.EntriesDiffer"];
        return await AnswerAsync();
    }

    public async Task<IActionResult> OnPostProposeAsync(string? difference, string? reason, bool reverse)
    {
        var (subject, words) = (difference ?? "", reason?.Trim() ?? "");
        if (words.Length is 0 or > LedgerEndpoints.MaximumReasonLength) Fault = texts["Ledger.NeedsReason"];
        else
        {
            var outcome = reverse && Unaccounted(subject) is { } seq
                ? await desk.ReverseAsync(seq, words, Caller, time.GetUtcNow(), HttpContext.RequestAborted)
                : await desk.ExplainAsync(subject, words, Caller, time.GetUtcNow(), HttpContext.RequestAborted);
            if (outcome == ProposeOutcome.NoSuchDifference) Fault = texts["Ledger.NoSuchDifference"];
        }

        return await AnswerAsync();
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, string? password)
    {
        Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        Fault ??= await desk.ConfirmAsync(id, Caller, time.GetUtcNow(), HttpContext.RequestAborted) switch
        {
            ConfirmOutcome.Confirmed or ConfirmOutcome.AlreadyConfirmed or ConfirmOutcome.NotFound => null,
            ConfirmOutcome.SamePerson => texts["Ledger.SamePerson"].Value,
            ConfirmOutcome.MoneyGone => texts["Ledger.MoneyGone"].Value,
        };
        return await AnswerAsync();
    }

    // A reload must not send the form again; what was done shows in a new proof.
    private async Task<IActionResult> AnswerAsync()
    {
        if (Fault is null) return Redirect("/admin/ledger?check=true");
        await OnGetAsync(check: true);
        return Page();
    }
}
