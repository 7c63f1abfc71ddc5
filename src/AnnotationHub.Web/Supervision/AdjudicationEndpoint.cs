using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Quality;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision;

/// <summary>A supervisor's decision over HTTP.</summary>
internal static class AdjudicationEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/faces/{traceCode}/adjudication", PostAsync).RequireAuthorization(Policies.Supervisor).WithTags("Supervision").WithIdempotency()
            .WithSummary("Decides a face: take the consensus, correct, reject an annotation, or ask another annotator.");

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        string traceCode, AdjudicationBody body, CurrentUser caller, Adjudications adjudications, ReviewFaceStore faces,
        Problems problems, IStringLocalizer<SupervisionTexts> texts, TimeProvider time, HttpContext http)
    {
        if (body.Kind is not { } kind) return problems.Invalid("decision", texts["Adjudication.NeedsDecision"]);
        if (body.Reason?.Length > AdjudicationBody.MaximumReasonLength) return problems.Invalid("reason", texts["Adjudication.ReasonTooLong"]);
        var isAgainstOne = kind is AdjudicationDecision.ReturnAnnotation or AdjudicationDecision.RejectAnnotation;
        if (isAgainstOne && body.Annotation is null) return problems.Invalid("annotationId", texts["Adjudication.NeedsAnnotation"]);
        if (isAgainstOne && body.Rejection is null) return problems.Invalid("reasonCode", texts["Adjudication.NeedsReason"]);
        var landmarks = kind == AdjudicationDecision.Correct ? body.Placed() ?? await TakenAsync(traceCode, body, faces, http.RequestAborted) : null;
        if (kind == AdjudicationDecision.Correct && landmarks is null) return problems.Invalid("landmarks", texts["Adjudication.NeedsLandmarks"]);

        var decision = new Adjudication(kind, body.Reason?.Trim() ?? "", body.Annotation, body.Rejection, landmarks, body.Marks);
        return await adjudications.DecideAsync(traceCode, caller.Id, decision, time.GetUtcNow(), http.RequestAborted) switch
        {
            AdjudicationOutcome.Decided => TypedResults.NoContent(),
            AdjudicationOutcome.NotFound => problems.NotFound(),
            AdjudicationOutcome.NotWaiting => problems.Problem(StatusCodes.Status409Conflict, "face-not-waiting", texts["Adjudication.NotWaiting"]),
            AdjudicationOutcome.AnnotationNotFound => problems.Invalid("annotationId", texts["Adjudication.NeedsAnnotation"]),
            AdjudicationOutcome.BadLandmarks => problems.Invalid("landmarks", texts["Adjudication.NeedsLandmarks"]),
            AdjudicationOutcome.WordsMissing => problems.Invalid("reason", texts["Adjudication.NeedsWords"]),
            AdjudicationOutcome.MarksMissing => problems.Invalid("marks", texts["Adjudication.NeedsMarks"]),
            AdjudicationOutcome.EvidenceMissing => problems.Invalid("reason", texts["Adjudication.NeedsEvidence"]),
            AdjudicationOutcome.OwnWork => problems.Problem(StatusCodes.Status409Conflict, "own-work", texts["Adjudication.OwnWork"]),
            AdjudicationOutcome.ReturnedBefore => problems.Problem(StatusCodes.Status409Conflict, "returned-before", texts["Adjudication.ReturnedBefore"]),
            AdjudicationOutcome.ReasonMissing => problems.Invalid("reasonCode", texts["Adjudication.NeedsReason"]),
        };
    }

    // One annotator's work as the face's: named instead of sent back. Landmarks that were sent but are none stay a fault.
    private static async Task<IReadOnlyList<PlacedLandmark>?> TakenAsync(
        string traceCode, AdjudicationBody body, ReviewFaceStore faces, CancellationToken cancellation)
    {
        if (body.Landmarks is not null || body.Annotation is not { } id) return null;
        var face = await faces.FindAsync(traceCode, cancellation);
        if (face?.Annotations.FirstOrDefault(a => a.Id == id) is not { } taken) return null;
        var landmarks = PackedLandmarks.Unpack(taken.Landmarks);
        // Where only disputed landmarks were asked for, the others are as the consensus has them.
        return face.Consensus is { } consensus ? [.. landmarks.Select((l, i) => l.IsPresent ? l : consensus[i])] : landmarks;
    }
}
