using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Quality;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision;

/// <summary>Saying that a known face is wrong, over HTTP.</summary>
internal static class KnownFaceEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/faces/{traceCode}/known-face-wrong", PostAsync).RequireAuthorization(Policies.Supervisor).WithTags("Supervision").WithIdempotency()
            .WithSummary("A known face's truth is wrong: everyone it failed is paid in full, and the face is decided anew.");

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        string traceCode, KnownFaceWrongBody body, CurrentUser caller, KnownFaces faces, Problems problems, IStringLocalizer<SupervisionTexts> texts,
        TimeProvider time, HttpContext http)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > AdjudicationBody.MaximumReasonLength) return problems.Invalid("reason", texts["KnownFace.NeedsReason"]);
        return await faces.WithdrawAsync(traceCode, caller.Id, body.Reason.Trim(), time.GetUtcNow(), http.RequestAborted) switch
        {
            WithdrawOutcome.Withdrawn => TypedResults.NoContent(),
            WithdrawOutcome.NotFound => problems.NotFound(),
            WithdrawOutcome.NotKnown => problems.Problem(StatusCodes.Status409Conflict, "face-not-known", texts["KnownFace.NotKnown"]),
        };
    }
}

/// <summary>Body of <c>POST /api/v1/faces/{traceCode}/known-face-wrong</c>.</summary>
public sealed record KnownFaceWrongBody(string? Reason);
