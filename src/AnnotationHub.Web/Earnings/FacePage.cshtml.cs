using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Appeals;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings;

/// <summary>One face of the annotator's: how it was decided, what was marked, and the one step to contest it.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class FacePage(
    FaceEarningsStore faces, FaceEvidenceStore evidence, AppealStore appeals, Database database,
    IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public FaceEarning Face { get; private set; } = null!;

    public FaceEvidence? Evidence { get; private set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Why the appeal was not taken, in the reader's language.</summary>
    public string? Fault { get; private set; }

    public string Reason { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string traceCode) => await LoadAsync(traceCode) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string traceCode, [FromForm] string? reason)
    {
        Reason = reason?.Trim() ?? "";
        Fault = Reason.Length is 0 or > AppealEndpoints.MaximumReasonLength
            ? texts["Appeal.NeedsReason"]
            : await FileAsync(traceCode);
        if (Fault is null) return RedirectToPage(new { traceCode });
        return await LoadAsync(traceCode) ? Page() : NotFound();
    }

    public string NameOf(int landmark) =>
        ShippedSchemes.Find(Evidence!.SchemeKey)?.Landmarks[landmark].Label.In(Cultures.Current) ?? $"#{landmark}";

    private async Task<string?> FileAsync(string traceCode)
    {
        var annotator = CurrentUser.Of(User).Id;
        return await database.WriteAsync(s => appeals.FileAsync(s, annotator, traceCode, Reason, Now)) switch
        {
            FileAppealOutcome.Filed or FileAppealOutcome.NotFound => null,
            FileAppealOutcome.NotRejected => texts["Appeal.NotRejected"].Value,
            FileAppealOutcome.TooLate => texts["Appeal.TooLate"].Value,
            FileAppealOutcome.AlreadyFiled => texts["Appeal.AlreadyFiled"].Value,
        };
    }

    private async Task<bool> LoadAsync(string traceCode)
    {
        var annotator = CurrentUser.Of(User).Id;
        if (await faces.FindAsync(annotator, traceCode, HttpContext.RequestAborted) is not { } face) return false;
        Face = face;
        Evidence = await evidence.FindAsync(annotator, traceCode, Now, HttpContext.RequestAborted);
        return true;
    }
}
