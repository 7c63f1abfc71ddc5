using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AnnotationHub.Web.Projects;

/// <summary>A project's faces over HTTP, and one face's whole history.</summary>
internal static class FaceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{id:guid}/faces", ListAsync).RequireAuthorization(Policies.ProjectReader).WithTags("Projects")
            .WithSummary("Each face's state, trace code and consensus, in the order in which they came in.");
        api.MapGet("/faces/{traceCode}", HistoryAsync).RequireAuthorization(Policies.ProjectReader).WithTags("Projects")
            .WithSummary("Everything that was ever done to one face, with pseudonymous annotators.");
    }

    private static async Task<Results<Ok<PageOf<FaceResponse>>, ProblemHttpResult>> ListAsync(
        Guid id, CurrentUser caller, ProjectAccess access, FaceStore faces, Problems problems, HttpContext http,
        [FromQuery] int? limit, [FromQuery] Guid? after, [FromQuery] TaskState? state)
    {
        if (await access.FindReadableAsync(id, caller, http.RequestAborted) is null) return problems.NotFound();
        var size = ProjectEndpoints.PageSize(limit);
        var page = await faces.ListAsync(id, state, after, size + 1, http.RequestAborted);
        var next = page.Count > size ? page[size - 1].Id.ToString("D") : null;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PageOf<FaceResponse>([.. page.Take(size).Select(FaceResponse.Of)], next));
    }

    private static async Task<Results<Ok<FaceHistoryResponse>, ProblemHttpResult>> HistoryAsync(
        string traceCode, CurrentUser caller, ProjectAccess access, FaceStore faces, FaceHistoryStore histories, Problems problems, HttpContext http)
    {
        var face = TraceCode.Parse(traceCode) is { } code ? await faces.FindAsync(code, http.RequestAborted) : null;
        var project = face is null ? null : await access.FindReadableAsync(face.ProjectId, caller, http.RequestAborted);
        if (project is null) return problems.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(FaceHistoryResponse.Of(project, face!, await histories.ReadAsync(face!.Id, http.RequestAborted)));
    }
}
