using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Labeling;

/// <summary>One batch of placements of one annotator, and when it came.</summary>
internal sealed record PlacementBatch(
    Guid AnnotatorId, Guid AssignmentId, long Epoch, long FirstSequence, ReadOnlyMemory<PlacementInput> Placements, DateTimeOffset Now);

/// <summary>Takes one batch into its draft, within the caller's unit.</summary>
internal sealed class PlaceUnit(HandOutOptions options)
{
    /// <param name="session">Of the unit.</param>
    /// <param name="batch">As it came.</param>
    /// <param name="crowd">Whose journal takes the batch, so that the draft may be saved later; null where it is saved at once.</param>
    public async ValueTask<PlaceAnswer> RunAsync(DbSession session, PlacementBatch batch, OpenAssignments? crowd)
    {
        var open = await OpenAssignments.FindAsync(session, batch.AssignmentId);
        if (open is null || open.AnnotatorId != batch.AnnotatorId) return new PlaceAnswer(PlaceOutcome.NotFound);
        if (open.Epoch != batch.Epoch) return new PlaceAnswer(PlaceOutcome.StaleEpoch);
        var bad = PlacementRules.Check(batch.FirstSequence, batch.Placements.Span, open.Scheme.Count, open.ImageWidthPx, open.ImageHeightPx);
        if (bad is not null) return new PlaceAnswer(PlaceOutcome.BadPlacement, open.Draft.DurableSequence, bad, open.Scheme.Count);

        switch (open.State)
        {
            case AssignmentState.Live:
                await KeepLeaseAsync(session, open, batch.Now);
                break;
            case AssignmentState.Submitted when batch.FirstSequence + batch.Placements.Length - 1 <= open.Draft.DurableSequence:
                break;
            case AssignmentState.Submitted:
                return new PlaceAnswer(PlaceOutcome.AlreadySubmitted, open.Draft.DurableSequence);
            case AssignmentState.Skipped:
                return new PlaceAnswer(PlaceOutcome.LeaseExpired, open.Draft.DurableSequence);
            case AssignmentState.Expired:
                if (!await Leases.ReviveAsync(session, open.Id, open.ProjectId, open.TaskId, batch.Now + options.Lease, batch.Now))
                    return await KeepLateAsync(session, open, batch);
                break;
        }

        if (session.Memory.Of<OpenAssignments>().Fold(open, batch))
        {
            if (crowd is not null && crowd.Holds(open)) crowd.Journal.Add(open, batch);
            else await open.SaveDraftAsync(session);
        }

        return new PlaceAnswer(PlaceOutcome.Durable, open.Draft.DurableSequence);
    }

    // Who places is there: the lease goes on by itself, at the cost of one row in half a lease. A lease that has run out and
    // that nobody has swept up yet goes on, too.
    private async ValueTask KeepLeaseAsync(DbSession session, OpenAssignment open, DateTimeOffset now)
    {
        if (open.LeaseExpiresAt - now < options.Lease / 2) await AssignmentStates.RenewAsync(session, open.Id, now + options.Lease);
    }

    private static async Task<PlaceAnswer> KeepLateAsync(DbSession session, OpenAssignment open, PlacementBatch batch)
    {
        if (session.Memory.Of<OpenAssignments>().Fold(open, batch))
        {
            await open.SaveDraftAsync(session);
            await LateWork.ShowToSupervisorAsync(session, open.TaskId, open.Id, open.AnnotatorId, batch.Now);
        }

        return new PlaceAnswer(PlaceOutcome.LeaseExpired, open.Draft.DurableSequence);
    }
}
