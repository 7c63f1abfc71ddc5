using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Appeals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision;

/// <summary>Appeals that wait, the most urgent first, each answered in place.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class AppealsPage(
    OpenAppeals open, AppealStore appeals, Database database, IStringLocalizer<SupervisionTexts> texts, TimeProvider time) : PageModel
{
    public IReadOnlyList<OpenAppeal> Appeals { get; private set; } = [];

    public string? Fault { get; private set; }

    public async Task OnGetAsync() => Appeals = await open.FindAsync(CurrentUser.Of(User).Id, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync(Guid id, bool uphold, string? answer)
    {
        var words = answer?.Trim() ?? "";
        Fault = words.Length is 0 or > AppealEndpoints.MaximumReasonLength ? texts["Appeals.NeedsAnswer"] : await DecideAsync(id, uphold, words);
        if (Fault is null) return RedirectToPage();
        await OnGetAsync();
        return Page();
    }

    private async Task<string?> DecideAsync(Guid id, bool uphold, string answer)
    {
        var (caller, now) = (CurrentUser.Of(User).Id, time.GetUtcNow());
        return await database.WriteAsync(s => appeals.DecideAsync(s, id, uphold, caller, answer, now)) switch
        {
            DecideAppealOutcome.Decided => null,
            DecideAppealOutcome.SamePerson => texts["Appeals.SamePerson"].Value,
            DecideAppealOutcome.NotFound or DecideAppealOutcome.NotOpen => texts["Appeals.NotOpen"].Value,
        };
    }
}
