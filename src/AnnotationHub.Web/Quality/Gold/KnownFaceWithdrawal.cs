using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality.Gold;

/// <summary>
/// What follows when a known face is known no more: everyone it failed gets the whole pay, nobody's record keeps it, and the face goes
/// before the supervisors like any other. Takes part in the caller's unit.
/// </summary>
internal sealed class KnownFaceWithdrawal(LedgerStore ledger, AnnotationStates annotations)
{
    private const int Urgency = 25;

    private const string ForgetTruthSql = "DELETE FROM gold_truth WHERE task_id = @taskId";

    private const string OrdinarySql = "UPDATE task SET is_gold = 0 WHERE id = @taskId AND is_gold = 1";

    private const string AllSql = """
        SELECT n.id, n.assignment_id, n.task_id, n.project_id, n.annotator_id, n.state, n.landmarks, n.reason_code, a.price_e4, a.currency, a.base_share_e4
        FROM annotation n
        JOIN assignment a ON a.id = n.assignment_id
        WHERE n.task_id = @taskId
        ORDER BY n.id
        """;

    private const string StandsSql = "UPDATE annotation SET state = 'pending' WHERE id = @id AND state = 'returned'";

    /// <summary>The caller keeps what was believed. Answers whom to tell.</summary>
    /// <param name="supervisor">Who said so; null where several annotators did.</param>
    public async Task<IReadOnlyList<SettledChange>> RunAsync(DbSession session, FaceToSettle face, Guid? supervisor, DateTimeOffset now)
    {
        await session.ExecuteAsync(ForgetTruthSql, new { taskId = face.Id });
        await session.ExecuteAsync(OrdinarySql, new { taskId = face.Id });
        await TaskQueue.RemoveAsync(session, face.Id);
        var changes = await MakeGoodAsync(session, face, supervisor, now);
        await ConsensusAnewAsync(session, face, now);
        await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.Accepted, TaskState.InReview, now);
        await ReviewQueueRows.AddAsync(session, face, "gold", Urgency, now);
        await TaskHistory.AddAsync(session, face.Id, TaskEventKind.KnownFaceWithdrawn, supervisor, $"{changes.Count}", now);
        return changes;
    }

    // What the supervisor is shown is no longer the truth that was wrong.
    private static async Task ConsensusAnewAsync(DbSession session, FaceToSettle face, DateTimeOffset now)
    {
        var standing = await StandingAnnotation.OfFaceAsync(session, face.Id);
        if (await FaceSettlement.ConsensusAsync(session, face, standing) is not { } consensus) return;
        var agreement = Agreement.PairwisePercent([.. standing.Take(5).Select(a => a.Placed)], consensus.DistancePx);
        await ConsensusStore.WriteAsync(session, face.Id, consensus, agreement, ConsensusOrigin.Consensus, null, now);
    }

    // The record, the charts and the flags of who failed it: a drift that it made would bring more known faces.
    private static async Task ForgetAsync(DbSession session, FaceToSettle face, StandingAnnotation annotation, Guid? supervisor, DateTimeOffset now)
    {
        var counted = await LabelEvidence.FindAsync(session, annotation.Id);
        await LabelEvidence.TakeOffAsync(session, annotation.Id, now);
        if (counted is { Label: not { IsGold: true, IsPassed: false } }) return;
        // Of who was rejected for it the record was rid of it by then; what was flagged on it still stands.
        if (counted is not null) await AnnotatorRecord.RestartChartsWithoutAsync(session, annotation.AnnotatorId, face.SchemeKey, annotation.Id);
        await FaceFlags.WithoutAsync(session, annotation.AnnotatorId, face.Id, supervisor, now);
    }

    private async Task<IReadOnlyList<SettledChange>> MakeGoodAsync(DbSession session, FaceToSettle face, Guid? supervisor, DateTimeOffset now)
    {
        var changes = new List<SettledChange>();
        foreach (var annotation in await session.QueryAsync<StandingAnnotation>(AllSql, new { taskId = face.Id }))
        {
            await ForgetAsync(session, face, annotation, supervisor, now);
            if (annotation.State == "rejected")
            {
                if (await ledger.RestoreAsync(session, annotation.Posting, supervisor, now) == PostingOutcome.Posted)
                    changes.Add(new SettledChange(annotation.AnnotatorId, annotation.AssignmentId, Labeling.AssignmentStatus.Accepted, null));
                continue;
            }

            // Out for repair: there is nothing to mend, so it stands as it was sent.
            if (await session.ExecuteAsync(StandsSql, new { id = annotation.Id }) > 0 && await AssignmentStates.SubmitAsync(session, annotation.AssignmentId, now))
                await TaskStates.SubmittedAsync(session, annotation.TaskId);
            if (await annotations.AcceptAsync(session, annotation, null, supervisor, now) is { } change) changes.Add(change);
        }

        return changes;
    }
}
