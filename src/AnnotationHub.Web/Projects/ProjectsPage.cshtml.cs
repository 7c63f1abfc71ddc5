using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Projects;

/// <summary>A client's projects; everybody's for supervisors and administrators.</summary>
[Authorize(Policy = Policies.ProjectReader)]
public sealed class ProjectsPage(ProjectStore projects) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<Project> Projects { get; private set; } = [];

    /// <summary>What the link to the next page sends as <c>after</c>; null on the last.</summary>
    public Guid? Next { get; private set; }

    public bool MayCreate { get; private set; }

    public bool ShowsOwners { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        MayCreate = caller.IsClient || caller.IsAdmin;
        ShowsOwners = caller.IsSupervisor || caller.IsAdmin;
        var page = await projects.ListAsync(ShowsOwners ? null : caller.Id, after, PageSize + 1, cancellation);
        Projects = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Projects[^1].Id : null;
    }
}
