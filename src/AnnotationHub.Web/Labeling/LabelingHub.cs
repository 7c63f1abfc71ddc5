using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Tasks;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// Where annotators' work comes in. Thin: each method calls one function and answers its outcome; refusals leave as
/// <see cref="RefusalException"/> and are put into words by <see cref="LabelingFilter"/>, which also refuses a call without its argument.
/// </summary>
public sealed class LabelingHub(
    AssignmentStore assignments, TaskOffers offers, DraftWriter drafts, Submissions submissions, TimeProvider time) : Hub<ILabelingClient>
{
    private Guid AnnotatorId => LabelingConnection.Of(Context).AnnotatorId;

    /// <summary>Leases up to five faces.</summary>
    public async Task<IReadOnlyList<TaskOffer>> Claim(ClaimRequest request)
    {
        var projectId = ProjectId(request.ProjectId);
        if (request.Count == long.MaxValue) throw new RefusalException(RefusalCode.BadPlacement, "BadPlacement.Count", AssignmentStore.MaximumClaim);
        var claim = await assignments.ClaimAsync(AnnotatorId, projectId, (int)Math.Clamp(request.Count, 0, AssignmentStore.MaximumClaim), time.GetUtcNow());
        return claim.Outcome switch
        {
            ClaimOutcome.Claimed => await offers.OfAsync(AnnotatorId, claim.AssignmentIds),
            ClaimOutcome.ProjectNotFound => throw new RefusalException(RefusalCode.NotFound, "NotFound.Project"),
            ClaimOutcome.NotCertified when projectId is null => throw new RefusalException(RefusalCode.NotCertified, "NotCertified.Any"),
            ClaimOutcome.NotCertified => throw new RefusalException(RefusalCode.NotCertified, "NotCertified.Scheme"),
        };
    }

    /// <summary>The annotator's live assignments with what is durable of them; older tabs can no longer write to them.</summary>
    public async Task<IReadOnlyList<TaskOffer>> Resume() =>
        await offers.OfAsync(AnnotatorId, await assignments.ResumeAsync(AnnotatorId, time.GetUtcNow()));

    /// <summary>Takes a batch of placements; answers once they would survive the loss of power.</summary>
    public async Task<PlaceAcknowledgement> Place(PlaceRequest request)
    {
        var answer = await drafts.PlaceAsync(AnnotatorId, request, time.GetUtcNow());
        return answer.Outcome == PlaceOutcome.Durable
            ? new PlaceAcknowledgement(request.AssignmentId, answer.DurableSequence)
            : throw PlaceRefusals.Of(answer);
    }

    /// <summary>Closes an assignment with everything that is durable of it.</summary>
    public async Task<SubmissionOutcome> Submit(SubmitRequest request)
    {
        var result = await submissions.SubmitAsync(AnnotatorId, request, time.GetUtcNow());
        return result.Outcome ?? throw SubmitRefusals.Of(result);
    }

    /// <summary>Gives a face back to others.</summary>
    public async Task Skip(SkipRequest request)
    {
        if (!await assignments.SkipAsync(AnnotatorId, request.AssignmentId, request.Reason, time.GetUtcNow()))
            throw new RefusalException(RefusalCode.NotFound, "NotFound.Assignment");
    }

    /// <summary>New ends for those of the leases that still hold.</summary>
    public async Task<IReadOnlyList<LeaseRenewal>> RenewLeases(RenewLeasesRequest request)
    {
        var ids = (request.AssignmentIds ?? []).Take(1_000).Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty);
        var renewed = await assignments.RenewAsync(AnnotatorId, ids, time.GetUtcNow());
        return [.. renewed.Select(r => new LeaseRenewal(r.Key, r.Value))];
    }

    private static Guid? ProjectId(string? sent) => string.IsNullOrEmpty(sent) ? null : Guid.TryParse(sent, out var id) ? id : Guid.Empty;
}
