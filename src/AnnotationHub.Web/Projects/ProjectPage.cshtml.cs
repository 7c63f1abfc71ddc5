using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Projects;

/// <summary>One project: its photographs coming in, its faces by state, what it has cost.</summary>
[Authorize(Policy = Policies.ProjectReader)]
public sealed class ProjectPage(ProjectAccess access, ProjectStore projects, FaceStore faces, IStringLocalizer<ProjectsTexts> texts) : PageModel
{
    private const int PageSize = 60;

    public Project Project { get; private set; } = new();

    /// <summary>In 1/10 000 of the project's currency.</summary>
    public long SpentE4 { get; private set; }

    public bool MayManage { get; private set; }

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

    public Task<IActionResult> OnPostOpenAsync(Guid id, CancellationToken cancellation) => MoveAsync(id, ProjectState.Open, cancellation);

    public Task<IActionResult> OnPostPauseAsync(Guid id, CancellationToken cancellation) => MoveAsync(id, ProjectState.Paused, cancellation);

    public Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken cancellation) => MoveAsync(id, ProjectState.Closed, cancellation);

    private async Task<IActionResult> MoveAsync(Guid id, ProjectState target, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, CurrentUser.Of(User), cancellation) is null) return NotFound();
        if (await projects.MoveAsync(id, target, cancellation) != ProjectMove.NotFromHere) return LocalRedirect($"/projects/{id:D}");
        Fault = texts["Move.NotFromHere"];
        return await ShowAsync(id, null, null, cancellation);
    }

    private async Task<IActionResult> ShowAsync(Guid id, TaskState? state, Guid? after, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (await access.FindReadableAsync(id, caller, cancellation) is not { } project) return NotFound();
        (Project, State, IsLater) = (project, state, after is not null);
        MayManage = ProjectAccess.MayManage(project.OwnerId, caller);
        SpentE4 = await projects.SpentAsync(project, cancellation);
        var page = await faces.ListAsync(id, state, after, PageSize + 1, cancellation);
        Faces = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Faces[^1].Id : null;
        return Page();
    }
}
