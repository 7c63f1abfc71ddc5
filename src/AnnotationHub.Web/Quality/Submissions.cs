using System.Globalization;
using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality;

/// <summary>
/// Takes annotations in: one unit with the annotation, the assignment, the face, the ledger and, where it is due, the face's
/// settlement. Sent again, the same submission is answered the same, and pays once.
/// </summary>
public sealed class Submissions
{
    private readonly Database database;
    private readonly LedgerStore ledger;
    private readonly FaceSettlement settlement;
    private readonly SubmissionOutcomes outcomes;
    private readonly SettlementNews news;
    private readonly ConductWatch conduct;
    private readonly HandOutOptions handOut;

    internal Submissions(
        Database database, LedgerStore ledger, FaceSettlement settlement, SubmissionOutcomes outcomes, SettlementNews news, ConductWatch conduct,
        IOptions<HandOutOptions> handOut) =>
        (this.database, this.ledger, this.settlement, this.outcomes, this.news, this.conduct, this.handOut) =
        (database, ledger, settlement, outcomes, news, conduct, handOut.Value);

    /// <param name="annotatorId">Who submits; another annotator's assignment is not found.</param>
    /// <param name="request">As it came.</param>
    /// <param name="now">When it came.</param>
    public async Task<SubmitAnswer> SubmitAsync(Guid annotatorId, SubmitRequest request, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<SettledChange>? changes = null;
        var culture = CultureInfo.CurrentUICulture;
        var answer = await database.WriteAsync(
            async session =>
            {
                // The findings speak the caller's language; the thread that writes has none of its own.
                CultureInfo.CurrentUICulture = culture;
                changes = null;
                (var result, changes) = await RunAsync(session, annotatorId, request, now);
                return result;
            },
            cancellation);
        if (changes is null) return answer;
        await news.TellAsync(changes, now);
        if (!changes.Any(c => c.AnnotatorId == annotatorId)) await news.TellEarningsAsync(annotatorId, now);
        return answer;
    }

    private async Task<(SubmitAnswer Answer, IReadOnlyList<SettledChange>? Changes)> RunAsync(
        DbSession session, Guid annotatorId, SubmitRequest request, DateTimeOffset now)
    {
        var work = await SubmissionWork.LoadAsync(session, request.AssignmentId);
        if (work is null || work.AnnotatorId != annotatorId) return (SubmitAnswer.Refused(SubmitRefusal.NotFound), null);
        switch (work.AssignmentState)
        {
            case AssignmentState.Submitted:
                return (new SubmitAnswer(await outcomes.OfAsync(session, work)), null);
            // The repeat of a submission that came back for repair since.
            case AssignmentState.Live when work.AnnotationId is not null && request.Epoch <= work.SubmittedEpoch:
                return (new SubmitAnswer(await outcomes.OfAsync(session, work)), null);
            case AssignmentState.Skipped:
                return (SubmitAnswer.Refused(SubmitRefusal.LeaseExpired), null);
            // Before the lease is looked at: a tab that is out of date must not bring one back.
            case AssignmentState.Live or AssignmentState.Expired when work.Epoch != request.Epoch:
                return (SubmitAnswer.Refused(SubmitRefusal.StaleEpoch), null);
            case AssignmentState.Expired when !await Leases.ReviveAsync(session, work.AssignmentId, work.ProjectId, work.TaskId, now + handOut.Lease, now):
                await LateWork.ShowToSupervisorAsync(session, work.TaskId, work.AssignmentId, annotatorId, now);
                return (SubmitAnswer.Refused(SubmitRefusal.LeaseExpired), null);
            case AssignmentState.Live or AssignmentState.Expired:
                break;
        }

        if ((work.DurableSequence ?? 0) < request.Sequence) return (new SubmitAnswer(outcomes.NotDurable(work)), null);
        var findings = Findings(work);
        var acknowledged = (request.AcknowledgedFindings ?? []).ToHashSet(StringComparer.Ordinal);
        if (findings.Any(f => !f.CanBeAcknowledged || !acknowledged.Contains(f.Id))) return (new SubmitAnswer(outcomes.NeedsAttention(work, findings)), null);
        return await TakeAsync(session, work, findings, request.Moved, now);
    }

    private static IReadOnlyList<Finding> Findings(SubmissionWork work) =>
        SubmissionCheck.Run(new CheckedFace(work.Scheme, work.Landmarks(), work.Box, work.WidthPx, work.HeightPx, work.AskedOnly));

    private async Task<(SubmitAnswer, IReadOnlyList<SettledChange>)> TakeAsync(
        DbSession session, SubmissionWork work, IReadOnlyList<Finding> findings, double?[]? moved, DateTimeOffset now)
    {
        PlacedLandmark[] landmarks = [.. work.Landmarks().Select(l => l ?? PlacedLandmark.Absent)];
        var annotationId = work.AnnotationId ?? Guid.CreateVersion7(now);
        if (work.AnnotationId is null) await AnnotationRows.InsertAsync(session, work, annotationId, landmarks, now);
        else await AnnotationRows.RepairAsync(session, work, annotationId, landmarks, now);
        await AnnotationRows.KeepFindingsAsync(session, annotationId, findings);
        await SuggestionRows.KeepAsync(session, annotationId, moved, landmarks.Length);
        if (work.AnnotationId is null) await conduct.SubmittedAsync(session, work, moved, now);
        if (!await AssignmentStates.SubmitAsync(session, work.AssignmentId, now) || !await TaskStates.SubmittedAsync(session, work.TaskId))
            throw new InvalidOperationException($"Assignment {work.AssignmentId:D} is held by this unit and cannot have changed.");
        if (work.AnnotationId is null) await ledger.AccrueAsync(session, work.Posting(annotationId), TimeSpan.FromMilliseconds(work.ActiveMs ?? 0), now);
        else await ledger.RepairedAsync(session, work.AnnotatorId, TimeSpan.FromMilliseconds(Math.Max(0, (work.ActiveMs ?? 0) - (work.AccruedActiveMs ?? 0))), now);
        await TaskHistory.AddAsync(
            session, work.TaskId, work.AnnotationId is null ? TaskEventKind.Submitted : TaskEventKind.Repaired, work.AnnotatorId, $"{annotationId:D}", now);
        var changes = await settlement.SettleAsync(session, work.TaskId, annotationId, now);
        var done = await SubmissionWork.LoadAsync(session, work.AssignmentId);
        return (new SubmitAnswer(await outcomes.OfAsync(session, done!)), changes);
    }
}
