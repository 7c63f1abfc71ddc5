using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Earnings.Appeals;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision.Appeals;

/// <summary>Appeals that wait, the most urgent first, each answered in place.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class AppealsPage(
    OpenAppeals open, AppealStore appeals, AppealEvidenceStore evidence, EarningsNews news, Database database, IStringLocalizer<SupervisionTexts> texts, TimeProvider time) : PageModel
{
    /// <summary>Shown at once: each with its picture.</summary>
    private const int Shown = 20;

    /// <summary>The most urgent, each with what its annotator was shown; null where nothing of it is left.</summary>
    public IReadOnlyList<(OpenAppeal Appeal, ShownEvidence? Evidence)> Appeals { get; private set; } = [];

    /// <summary>How many wait in all.</summary>
    public int Waiting { get; private set; }

    public string? Fault { get; private set; }

    public async Task OnGetAsync()
    {
        var all = await open.FindAsync(CurrentUser.Of(User).Id, HttpContext.RequestAborted);
        Waiting = all.Count;
        var watermark = ReviewPage.WatermarkOf(User);
        var shown = new List<(OpenAppeal, ShownEvidence?)>();
        foreach (var appeal in all.Take(Shown))
        {
            var found = await evidence.FindAsync(appeal.Id, HttpContext.RequestAborted);
            shown.Add((appeal, found is null ? null : new ShownEvidence(appeal.TraceCode, watermark, found)));
        }

        Appeals = shown;
    }

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
        var outcome = await database.WriteAsync(s => appeals.DecideAsync(s, id, uphold, caller, answer, now));
        if (outcome == DecideAppealOutcome.Decided) await news.TellOfAppealAsync(id, now);
        return outcome switch
        {
            DecideAppealOutcome.Decided => null,
            DecideAppealOutcome.SamePerson => texts["Appeals.SamePerson"].Value,
            DecideAppealOutcome.NotFound or DecideAppealOutcome.NotOpen => texts["Appeals.NotOpen"].Value,
        };
    }
}

/// <summary>Evidence of an appeal as a supervisor sees it.</summary>
/// <param name="Watermark">The viewer's name, across the photograph.</param>
public sealed record ShownEvidence(string TraceCode, string Watermark, FaceEvidence Evidence)
{
    public string NameOf(int landmark) => ShippedSchemes.Find(Evidence.SchemeKey)?.Landmarks[landmark].Label.In(Cultures.Current) ?? $"#{landmark}";
}
