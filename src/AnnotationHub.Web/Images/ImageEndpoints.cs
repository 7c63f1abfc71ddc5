using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Images;

/// <summary>Pictures over HTTP. They are faces of people: no cache on the way or on a disk keeps them.</summary>
internal static class ImageEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/images/{id:guid}/{rendition}", RenditionAsync).RequireAuthorization(Policies.ProjectReader).WithTags("Images")
            .WithSummary("A photograph as original (owner and administrators only), work or thumbnail.");
        api.MapGet("/assignments/{id:guid}/photograph", PhotographAsync).RequireAuthorization(Policies.Annotator).WithTags("Images")
            .WithSummary("The photograph to work on, for the holder of the live assignment; the offer's work says which part it is.");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> RenditionAsync(
        Guid id, string rendition, CurrentUser caller, PhotographAccess photographs, IImageStore store, Problems problems, HttpContext http)
    {
        if (Named(rendition) is not { } which || await photographs.FindAsync(id, which, caller, http.RequestAborted) is not { } picture) return problems.NotFound();
        if (await store.OpenAsync(picture.Address, http.RequestAborted) is not { } stream) return problems.NotFound();
        NotKept(http);
        return TypedResults.File(stream, picture.MediaType);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PhotographAsync(
        Guid id, CurrentUser caller, WorkPhotographs photographs, TimeProvider clock, Problems problems, HttpContext http)
    {
        if (await photographs.FindAsync(id, caller.Id, clock.GetUtcNow(), http.RequestAborted) is not { } picture) return problems.NotFound();
        NotKept(http);
        return TypedResults.Bytes(picture, "image/jpeg");
    }

    // By its name alone: an enum would also be read from a number.
    private static Rendition? Named(string rendition) => rendition switch
    {
        "original" => Rendition.Original,
        "work" => Rendition.Work,
        "thumbnail" => Rendition.Thumbnail,
        _ => null,
    };

    private static void NotKept(HttpContext http) => http.Response.Headers.CacheControl = "no-store";
}
