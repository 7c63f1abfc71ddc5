using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Supervision;

/// <summary>What a supervisor reads.</summary>
internal static class SupervisionEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var supervision = api.MapGroup("/supervision").RequireAuthorization(Policies.Supervisor).WithTags("Supervision");
        supervision.MapGet("/queue", QueueAsync).WithSummary("What waits for adjudication or audit, most urgent first.");
        supervision.MapGet("/faces/{traceCode}", FaceAsync).WithSummary("One face with all annotations, the consensus and its uncertainty.");
        supervision.MapGet("/faces/{traceCode}/photograph", PhotographAsync).WithSummary("The part of the photograph that the face's annotators saw.");
        api.MapGet("/annotators/{id}/skill", SkillAsync).RequireAuthorization(Policies.SignedIn).WithTags("Supervision")
            .WithSummary("Noise, bias, agreement, known faces and drift of an annotator: for that annotator, supervisors and administrators.");
        supervision.MapGet("/floor", FloorAsync).WithSummary("Who works on what now.");
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> QueueAsync(
        ReviewQueueStore queue, Problems problems, HttpContext http, int? limit, string? after)
    {
        http.Response.Headers.CacheControl = "no-store";
        var position = after is null ? QueuePosition.Start : QueuePosition.TryParse(after);
        if (position is null) return problems.InvalidAfter();
        var size = Math.Clamp(limit ?? DefaultLimit, 1, MaximumLimit);
        // One more than is shown tells whether there is a next page.
        var found = await queue.FindAsync(position, size + 1, http.RequestAborted);
        var shown = found.Take(size).ToList();
        var next = found.Count > size ? QueuePosition.Of(shown[^1]).ToString() : null;
        return TypedResults.Ok(new QueuePage([.. shown.Select(QueuedFaceBody.Of)], next, await queue.CountAsync(http.RequestAborted)));
    }

    private static async Task<Results<Ok<ReviewFaceBody>, ProblemHttpResult>> FaceAsync(
        string traceCode, ReviewFaceStore faces, Problems problems, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await faces.FindAsync(traceCode, http.RequestAborted) is not { } face) return problems.NotFound();
        var row = face.Row;
        // As the annotators saw it: a small face of a large photograph is shown near.
        var view = WorkView.For(row.WidthPx, row.HeightPx, row.Box);
        return TypedResults.Ok(ReviewFaceBody.Of(
            face, $"/api/v1/supervision/faces/{Uri.EscapeDataString(traceCode)}/photograph", new BoxBody(view.X, view.Y, view.Width, view.Height)));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PhotographAsync(
        string traceCode, WorkPhotographs photographs, Problems problems, HttpContext http)
    {
        if (await photographs.OfFaceAsync(traceCode, http.RequestAborted) is not { } picture) return problems.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(picture, "image/jpeg");
    }

    private static async Task<Results<Ok<SkillBody>, ProblemHttpResult>> SkillAsync(
        string id, CurrentUser caller, SkillStore skills, Problems problems, TimeProvider time, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!Guid.TryParseExact(id, "D", out var annotator)) return problems.NotFound();
        if (annotator != caller.Id && !caller.IsSupervisor && !caller.IsAdmin) return problems.NotFound();
        var found = annotator == caller.Id
            ? await skills.FindOwnAsync(annotator, time.GetUtcNow(), http.RequestAborted)
            : await skills.FindAsync(annotator, http.RequestAborted);
        return found is { } skill ? TypedResults.Ok(skill) : problems.NotFound();
    }

    private static async Task<Ok<Floor>> FloorAsync(FloorStore floor, TimeProvider time, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await floor.FindAsync(time.GetUtcNow(), http.RequestAborted));
    }
}
