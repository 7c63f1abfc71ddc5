using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Earnings.Prices;
using AnnotationHub.Web.Projects.Budgets;
using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Quality.Audits;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Projects;

/// <summary>One project: its photographs coming in, its faces by state, what it has cost.</summary>
[Authorize(Policy = Policies.ProjectReader)]
[Trailed("Sign", TrailActions.PriceSigned)]
public sealed class ProjectPage(
    ProjectAccess access, ProjectStore projects, ProjectOpening opening, BudgetStore budgets, PriceDesk prices, FaceStore faces,
    RecentQuality recent, AuditStandings audits, IStringLocalizer<ProjectsTexts> texts, TimeProvider time) : PageModel
{
    private const int PageSize = 60;

    public Project Project { get; private set; } = new();

    /// <summary>In 1/10 000 of the project's currency.</summary>
    public long SpentE4 { get; private set; }

    public bool MayManage { get; private set; }

    /// <summary>For who pays: budget, spend, forecast; null for all others.</summary>
    public ProjectMoney? Money { get; private set; }

    /// <summary>What the price comes to by the hour; null for who does not decide on it.</summary>
    public PricePreview? Price { get; private set; }

    /// <summary>From the faces accepted last; null before the first.</summary>
    public QualityReport? Quality { get; private set; }

    /// <summary>Null where the project has no audit plan.</summary>
    public ProjectAudit? Audit { get; private set; }

    public PriceSignature? Signature { get; private set; }

    public bool MaySign => CurrentUser.Of(User).IsAdmin;

    /// <summary>The state that the list is narrowed to; null for all.</summary>
    public TaskState? State { get; private set; }

    public IReadOnlyList<FaceRow> Faces { get; private set; } = [];

    /// <summary>What the link to the next page sends as <c>after</c>; null on the last.</summary>
    public Guid? Next { get; private set; }

    public bool IsLater { get; private set; }

    /// <summary>What went wrong, in the reader's language.</summary>
    public string? Fault { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, TaskState? state, Guid? after, CancellationToken cancellation) =>
        ShowAsync(id, state, after, cancellation);

    public Task<IActionResult> OnPostOpenAsync(Guid id, CancellationToken cancellation) =>
        MoveAsync(id, project => opening.OpenAsync(project, cancellation), cancellation);

    public Task<IActionResult> OnPostPauseAsync(Guid id, CancellationToken cancellation) =>
        MoveAsync(id, project => projects.MoveAsync(project.Id, ProjectState.Paused, cancellation: cancellation), cancellation);

    public Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken cancellation) =>
        MoveAsync(id, project => projects.MoveAsync(project.Id, ProjectState.Closed, cancellation: cancellation), cancellation);

    /// <param name="amount">Empty takes the bound away.</param>
    public async Task<IActionResult> OnPostBudgetAsync(Guid id, string? amount, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, CurrentUser.Of(User), cancellation) is not { } project) return NotFound();
        var bound = Domain.Earnings.Money.TryParse(amount?.Trim(), project.Currency);
        var isWrong = !string.IsNullOrWhiteSpace(amount) && bound is not { TenThousandths: >= 0 };
        if (isWrong) Fault = texts["Invalid.Budget"];
        else if (await budgets.SetAsync(id, bound?.TenThousandths, cancellation)) return LocalRedirect($"/projects/{id:D}#budget");
        else Fault = texts["Budget.BelowCommitted"];
        return await ShowAsync(id, null, null, cancellation);
    }

    public async Task<IActionResult> OnPostSignAsync(Guid id, string? reason, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (!caller.IsAdmin || await access.FindOwnAsync(id, caller, cancellation) is not { } project) return NotFound();
        if (!string.IsNullOrWhiteSpace(reason) && reason.Length <= 1000 && await opening.PreviewAsync(project, cancellation) is { } preview)
            await prices.SignAsync(id, preview, reason.Trim(), caller.Id, time.GetUtcNow());
        return LocalRedirect($"/projects/{id:D}");
    }

    public async Task<IActionResult> OnPostAuditAsync(
        Guid id, AuditWishBody wanted, [FromServices] AuditPlanStore plans, [FromServices] IStringLocalizer<QualityTexts> words, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, CurrentUser.Of(User), cancellation) is null) return NotFound();
        string? wrong = null;
        // A field that is no number has not come through at all, and must not become "no target".
        if (ModelState.IsValid && wanted.Wish(out wrong) is { } wish)
        {
            await plans.SetAsync(id, wish, cancellation);
            return LocalRedirect($"/projects/{id:D}#audit");
        }

        wrong ??= ModelState.First(m => m.Value?.Errors.Count > 0).Key;
        Fault = words[$"Audit.Invalid.{char.ToLowerInvariant(wrong[0])}{wrong[1..]}"];
        return await ShowAsync(id, null, null, cancellation);
    }

    public async Task<IActionResult> OnPostDrawAsync(
        Guid id, int count, [FromServices] AuditDraws draws, [FromServices] IStringLocalizer<QualityTexts> words, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (await access.FindReadableAsync(id, caller, cancellation) is null) return NotFound();
        if (count is >= 1 and <= AuditDraws.MostFaces)
        {
            await draws.DrawAsync(id, count, caller.Id, time.GetUtcNow(), cancellation);
            return LocalRedirect($"/projects/{id:D}#audit");
        }

        Fault = words["Audit.Invalid.count", AuditDraws.MostFaces];
        return await ShowAsync(id, null, null, cancellation);
    }

    private async Task<IActionResult> MoveAsync(Guid id, Func<Project, Task<ProjectMove>> moveAsync, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, CurrentUser.Of(User), cancellation) is not { } project) return NotFound();
        var move = await moveAsync(project);
        if (move is not (ProjectMove.NotFromHere or ProjectMove.BelowFloor)) return LocalRedirect($"/projects/{id:D}");
        Fault = texts[move == ProjectMove.BelowFloor ? "Price.BelowFloor" : "Move.NotFromHere"];
        return await ShowAsync(id, null, null, cancellation);
    }

    private async Task<IActionResult> ShowAsync(Guid id, TaskState? state, Guid? after, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (await access.FindReadableAsync(id, caller, cancellation) is not { } project) return NotFound();
        (Project, State, IsLater) = (project, state, after is not null);
        MayManage = ProjectAccess.MayManage(project.OwnerId, caller);
        SpentE4 = await projects.SpentAsync(project, cancellation);
        if (MayManage)
        {
            Money = await budgets.FindAsync(project, time.GetUtcNow(), cancellation);
            Price = await opening.PreviewAsync(project, cancellation);
            Signature = await prices.SignatureAsync(id, cancellation);
        }

        Quality = await recent.FindAsync(project, time.GetUtcNow(), cancellation);
        if (await audits.FindAsync(id, cancellation) is { } standing) Audit = new ProjectAudit(id, standing, MayManage, caller.IsSupervisor || caller.IsAdmin);
        var page = await faces.ListAsync(id, state, after, PageSize + 1, cancellation);
        Faces = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Faces[^1].Id : null;
        return Page();
    }
}
