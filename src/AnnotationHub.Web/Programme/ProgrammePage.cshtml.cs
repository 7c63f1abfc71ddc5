using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Programme;

/// <summary>Where people were trained, worked and earned, by place and month, and how that stands against the target.</summary>
[Authorize(Policy = Policies.Supervisor)]
[Trailed("File", TrailActions.ProgrammeFile, OnGet = true)]
public sealed class ProgrammePage(ProgrammeDesk desk, IStringLocalizer<ProgrammeTexts> texts, TimeProvider time) : PageModel
{
    public ProgrammeDesk Desk => desk;

    public ProgrammeReport Report { get; private set; } = null!;

    public PlaceLine All => Report.Lines[0];

    public MonthChart Chart => new(All.Months, desk.Target);

    /// <summary>The places in it; the whole stands above.</summary>
    public IEnumerable<PlaceLine> Places => Report.Lines.Skip(1);

    public async Task OnGetAsync() => Report = await desk.ReportAsync(time.GetUtcNow(), HttpContext.RequestAborted);

    public async Task<IActionResult> OnGetFileAsync()
    {
        await OnGetAsync();
        return File(ProgrammeFile.Of(Report, desk.Currency, texts), "text/csv; charset=utf-8", "programme.csv");
    }
}
