using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Projects;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>The shape model that a project's workbench draws its ghosts from.</summary>
internal static class ProjectShapeEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/projects/{id:guid}/shape", GetAsync).RequireAuthorization(Policies.SignedIn).WithTags("Landmark schemes")
            .WithSummary("How the project's faces differ from their mean shape: learned from its accepted faces, or shipped with its scheme.")
            .Produces<ShapeModelResponse>();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        Guid id, CurrentUser caller, ProjectAccess access, ProjectShapes shapes, Problems problems, IOptions<HttpJsonOptions> json, HttpContext http)
    {
        var mayLook = caller.IsAnnotator
            ? await shapes.WorksOnAsync(caller.Id, id, http.RequestAborted)
            : await access.FindReadableAsync(id, caller, http.RequestAborted) is not null;
        if (!mayLook || await shapes.FindAsync(id, http.RequestAborted) is not { } shape) return problems.NotFound();
        var response = shape.Faces > 0 ? ShapeModelResponse.Of(shape.Scheme, shape.Model, shape.Faces) : ShapeModelResponse.Of(shape.Scheme.Key, shape.Model);
        return ServedJson.Of(json.Value.SerializerOptions, response).Answer(http);
    }
}
