using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality;

/// <summary>What became of saying that a known face is wrong.</summary>
public enum WithdrawOutcome
{
    Withdrawn,

    /// <summary>No such face.</summary>
    NotFound,

    /// <summary>Its truth is not known (any more).</summary>
    NotKnown,
}

/// <summary>
/// Takes back a known face whose truth was wrong: everyone it failed gets the whole pay, nobody's record keeps it, and the face
/// goes before the supervisors like any other.
/// </summary>
public sealed class KnownFaces
{
    private const int Urgency = 25;

    private const string FindSql = "SELECT id FROM task WHERE trace_code = @traceCode";

    private const string KeepSql = """
        INSERT INTO gold_withdrawal (task_id, landmarks, reason, withdrawn_by, withdrawn_at)
        VALUES (@taskId, @landmarks, @reason, @supervisor, @now)
        """;

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

    private readonly Database database;
    private readonly LedgerStore ledger;
    private readonly AnnotationStates annotations;
    private readonly SettlementNews news;

    internal KnownFaces(Database database, LedgerStore ledger, AnnotationStates annotations, SettlementNews news) =>
        (this.database, this.ledger, this.annotations, this.news) = (database, ledger, annotations, news);

    /// <summary>One unit with everything that follows; the annotators concerned are told after the commit.</summary>
    public async Task<WithdrawOutcome> WithdrawAsync(string traceCode, Guid supervisor, string reason, DateTimeOffset now, CancellationToken cancellation = default)
    {
        IReadOnlyList<SettledChange> changes = [];
        var outcome = await database.WriteAsync(
            async session =>
            {
                changes = [];
                var taskId = await session.FirstOrDefaultAsync<byte[]>(FindSql, new { traceCode });
                if (taskId is null || await FaceToSettle.LoadAsync(session, new Guid(taskId, bigEndian: true)) is not { } face) return WithdrawOutcome.NotFound;
                if (!face.IsGold || face.Truth is not { } landmarks) return WithdrawOutcome.NotKnown;
                await session.ExecuteAsync(KeepSql, new { taskId = face.Id, landmarks, reason, supervisor, now });
                await session.ExecuteAsync(ForgetTruthSql, new { taskId = face.Id });
                await session.ExecuteAsync(OrdinarySql, new { taskId = face.Id });
                await TaskQueue.RemoveAsync(session, face.Id);
                changes = await MakeGoodAsync(session, face, supervisor, now);
                await ConsensusAnewAsync(session, face, now);
                await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.Accepted, TaskState.InReview, now);
                await ReviewQueueRows.AddAsync(session, face, "gold", Urgency, now);
                await TaskHistory.AddAsync(session, face.Id, TaskEventKind.KnownFaceWithdrawn, supervisor, $"{changes.Count}", now);
                return WithdrawOutcome.Withdrawn;
            },
            cancellation);
        if (outcome == WithdrawOutcome.Withdrawn) await news.TellAsync(changes, now);
        return outcome;
    }

    // What the supervisor is shown is no longer the truth that was wrong.
    private static async Task ConsensusAnewAsync(DbSession session, FaceToSettle face, DateTimeOffset now)
    {
        var standing = await StandingAnnotation.OfFaceAsync(session, face.Id);
        if (await FaceSettlement.ConsensusAsync(session, face, standing) is not { } consensus) return;
        var agreement = Agreement.PairwisePercent([.. standing.Take(5).Select(a => a.Placed)], consensus.DistancePx);
        await ConsensusStore.WriteAsync(session, face.Id, consensus, agreement, ConsensusOrigin.Consensus, null, now);
    }

    private async Task<IReadOnlyList<SettledChange>> MakeGoodAsync(DbSession session, FaceToSettle face, Guid supervisor, DateTimeOffset now)
    {
        var changes = new List<SettledChange>();
        foreach (var annotation in await session.QueryAsync<StandingAnnotation>(AllSql, new { taskId = face.Id }))
        {
            await AnnotatorSkillStore.TakeBackGoldAsync(session, annotation.AnnotatorId, face.SchemeKey, passed: !annotation.WasReturned, now);
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
