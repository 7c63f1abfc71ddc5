using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Projects;

/// <summary>Projects over HTTP: create, list, look at, open, pause, close.</summary>
internal static class ProjectEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var projects = api.MapGroup("/projects").RequireAuthorization(Policies.ProjectReader).WithTags("Projects");
        projects.MapGet("", ListAsync).WithSummary("The caller's projects, newest first; all of them for supervisors and administrators.");
        projects.MapGet("/{id:guid}", GetAsync).WithSummary("One project with the counts of its faces.");
        projects.MapPost("", CreateAsync).RequireAuthorization(Policies.Client).WithIdempotency().WithSummary("Creates a project, as a draft.");
        projects.MapPost("/{id:guid}/open", OpenAsync).RequireAuthorization(Policies.Client).WithSummary("Starts handing out.");
        projects.MapPost("/{id:guid}/pause", PauseAsync).RequireAuthorization(Policies.Client).WithSummary("Stops handing out for now.");
        projects.MapPost("/{id:guid}/close", CloseAsync).RequireAuthorization(Policies.Client).WithSummary("Ends the project for good.");
    }

    /// <summary>A page's size as asked for, within bounds.</summary>
    public static int PageSize(int? limit) => Math.Clamp(limit ?? DefaultPage, 1, LargestPage);

    private static async Task<Ok<PageOf<ProjectResponse>>> ListAsync(
        CurrentUser caller, ProjectStore projects, [FromQuery] int? limit, [FromQuery] Guid? after, CancellationToken cancellation)
    {
        var size = PageSize(limit);
        var own = caller.IsSupervisor || caller.IsAdmin ? (Guid?)null : caller.Id;
        var page = await projects.ListAsync(own, after, size + 1, cancellation);
        var next = page.Count > size ? page[size - 1].Id.ToString("D") : null;
        return TypedResults.Ok(new PageOf<ProjectResponse>([.. page.Take(size).Select(ProjectResponse.Of)], next));
    }

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> GetAsync(
        Guid id, CurrentUser caller, ProjectAccess access, Problems problems, CancellationToken cancellation) =>
        await access.FindReadableAsync(id, caller, cancellation) is { } project ? TypedResults.Ok(ProjectResponse.Of(project)) : problems.NotFound();

    private static async Task<Results<Created<ProjectResponse>, ProblemHttpResult>> CreateAsync(
        NewProjectRequest request, CurrentUser caller, NewProjectCheck check, ProjectStore projects, TimeProvider clock, Problems problems)
    {
        var (project, errors) = check.Check(request);
        if (project is null) return problems.Invalid(errors!);
        var id = await projects.CreateAsync(project, caller.Id, clock.GetUtcNow());
        var created = await projects.FindAsync(id);
        return TypedResults.Created($"/api/v1/projects/{id:D}", ProjectResponse.Of(created!));
    }

    private static Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> OpenAsync(
        Guid id, CurrentUser caller, ProjectAccess access, ProjectStore projects, ProjectOpening opening, Problems problems, IStringLocalizer<ProjectsTexts> texts) =>
        MoveAsync(id, caller, access, projects, problems, texts, project => opening.OpenAsync(project));

    private static Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> PauseAsync(
        Guid id, CurrentUser caller, ProjectAccess access, ProjectStore projects, Problems problems, IStringLocalizer<ProjectsTexts> texts) =>
        MoveAsync(id, caller, access, projects, problems, texts, project => projects.MoveAsync(project.Id, ProjectState.Paused));

    private static Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> CloseAsync(
        Guid id, CurrentUser caller, ProjectAccess access, ProjectStore projects, Problems problems, IStringLocalizer<ProjectsTexts> texts) =>
        MoveAsync(id, caller, access, projects, problems, texts, project => projects.MoveAsync(project.Id, ProjectState.Closed));

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> MoveAsync(
        Guid id, CurrentUser caller, ProjectAccess access, ProjectStore projects, Problems problems, IStringLocalizer<ProjectsTexts> texts, Func<Project, Task<ProjectMove>> moveAsync)
    {
        if (await access.FindOwnAsync(id, caller) is not { } found) return problems.NotFound();
        switch (await moveAsync(found))
        {
            case ProjectMove.NotFromHere: return problems.Problem(StatusCodes.Status409Conflict, "project-state", texts["Move.NotFromHere"]);
            case ProjectMove.BelowFloor: return problems.Problem(StatusCodes.Status409Conflict, "price-below-floor", texts["Price.BelowFloor"]);
            case ProjectMove.Moved or ProjectMove.AlreadyThere or ProjectMove.NotFound: break;
        }

        return await projects.FindAsync(id) is { } project ? TypedResults.Ok(ProjectResponse.Of(project)) : problems.NotFound();
    }
}
