using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Quality.Feedback;

/// <summary>Feedback over HTTP: what to read when the hub says that an assignment was accepted.</summary>
internal static class FeedbackEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/me/faces/{traceCode}/feedback", GetAsync).RequireAuthorization(Policies.Annotator).WithTags("Labeling")
            .WithSummary("The own points of a settled face beside what it came to, the worst three in words.");

    private static async Task<Results<Ok<SubmissionFeedback>, ProblemHttpResult>> GetAsync(
        string traceCode, CurrentUser caller, FaceFeedbackStore feedback, Problems problems, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await feedback.FindAsync(caller.Id, traceCode, http.RequestAborted) is { } found ? TypedResults.Ok(found.Feedback) : problems.NotFound();
    }
}
