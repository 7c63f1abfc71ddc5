using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Audits;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality;

/// <summary>What a supervisor decides about a face. On the wire and in rows by its camelCase name.</summary>
public enum AdjudicationDecision
{
    /// <summary>The consensus of the standing annotations is right.</summary>
    AcceptConsensus,

    /// <summary>The landmarks are as the supervisor gives them.</summary>
    Correct,

    /// <summary>One annotation goes back to its annotator for repair, which is the first answer to failed work; its pay stays held.</summary>
    ReturnAnnotation,

    /// <summary>One annotation is rejected; the others are settled without it.</summary>
    RejectAnnotation,

    /// <summary>Another annotator is to label the face.</summary>
    Relabel,
}

/// <summary>What became of a decision.</summary>
public enum AdjudicationOutcome
{
    Decided,

    /// <summary>No such face.</summary>
    NotFound,

    /// <summary>The face does not wait for a decision of this kind (any more).</summary>
    NotWaiting,

    /// <summary>No such pending annotation of this face.</summary>
    AnnotationNotFound,

    /// <summary>The landmarks are not the scheme's, or not finite.</summary>
    BadLandmarks,

    /// <summary>A return or a rejection needs its reason.</summary>
    ReasonMissing,

    /// <summary>
    /// What a repair would mend, and was never asked to be mended, is rejected only in the supervisor's own words: the annotator
    /// reads them, and whoever answers the appeal.
    /// </summary>
    WordsMissing,

    /// <summary>Work that was not attempted or was copied is rejected with a landmark that shows it, or with words that do: from whom, for instance.</summary>
    EvidenceMissing,

    /// <summary>No landmark is out of place by the others' annotations, and the supervisor marks none.</summary>
    MarksMissing,

    /// <summary>It came back once already: now it is accepted or rejected.</summary>
    ReturnedBefore,

    /// <summary>The supervisor has labelled the face as well: nobody decides what they themselves are paid.</summary>
    OwnWork,
}

/// <summary>A supervisor's decision as it came in.</summary>
/// <param name="AnnotationId">For <see cref="AdjudicationDecision.ReturnAnnotation"/> and <see cref="AdjudicationDecision.RejectAnnotation"/>.</param>
/// <param name="RejectionReason">The same.</param>
/// <param name="Landmarks">For <see cref="AdjudicationDecision.Correct"/>: one for each landmark of the scheme.</param>
/// <param name="Marks">Landmarks pointed at by a return or a rejection, beyond those that the others' annotations show to be out of place.</param>
public sealed record Adjudication(
    AdjudicationDecision Decision, string Reason, Guid? AnnotationId = null, RejectionReason? RejectionReason = null,
    IReadOnlyList<PlacedLandmark>? Landmarks = null, IReadOnlyList<int>? Marks = null);

/// <summary>Supervisors' decisions: one unit each, with everything that follows from them.</summary>
public sealed class Adjudications
{
    private readonly Database database;
    private readonly FaceSettlement settlement;
    private readonly AnnotationStates annotations;
    private readonly SettlementNews news;

    internal Adjudications(Database database, FaceSettlement settlement, AnnotationStates annotations, SettlementNews news) =>
        (this.database, this.settlement, this.annotations, this.news) = (database, settlement, annotations, news);

    private const string FindSql = "SELECT id FROM task WHERE trace_code = @traceCode";

    private const string RecordSql =
        """
        INSERT INTO adjudication (id, task_id, supervisor_id, decision, annotation_id, reason, decided_at)
        VALUES (@id, @taskId, @supervisorId, @decision, @annotationId, @reason, @now)
        """;

    /// <summary>Decides, records who did and why, and tells the annotators concerned after the commit.</summary>
    public async Task<AdjudicationOutcome> DecideAsync(string traceCode, Guid supervisorId, Adjudication decision, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        IReadOnlyList<SettledChange> changes = [];
        var outcome = await database.WriteAsync(
            async session =>
            {
                changes = [];
                var taskId = await session.FirstOrDefaultAsync<byte[]>(FindSql, new { traceCode });
                if (taskId is null || await FaceToSettle.LoadAsync(session, new Guid(taskId, bigEndian: true)) is not { } face) return AdjudicationOutcome.NotFound;
                var audit = await WaitingAudit.FindAsync(session, face.Id);
                (var result, changes) = await DecideAsync(session, face, supervisorId, decision, audit is not null, now);
                if (result != AdjudicationOutcome.Decided)
                {
                    session.TakeBack();
                    return result;
                }

                if (audit is not null) await audit.DecidedAsync(session, face, decision, supervisorId, now);
                await session.ExecuteAsync(RecordSql, new
                {
                    id = Guid.CreateVersion7(now),
                    taskId = face.Id,
                    supervisorId,
                    decision = EnumText.Of(decision.Decision),
                    annotationId = decision.AnnotationId,
                    reason = decision.Reason,
                    now,
                });
                await TaskHistory.AddAsync(session, face.Id, TaskEventKind.Adjudicated, supervisorId, EnumText.Of(decision.Decision), now);
                return result;
            },
            cancellation);
        if (outcome == AdjudicationOutcome.Decided) await news.TellAsync(changes, now);
        return outcome;
    }

    private async Task<(AdjudicationOutcome Outcome, IReadOnlyList<SettledChange> Changes)> DecideAsync(
        DbSession session, FaceToSettle face, Guid supervisor, Adjudication decision, bool isAudited, DateTimeOffset now)
    {
        var standing = await StandingAnnotation.OfFaceAsync(session, face.Id);
        if (standing.Any(a => a.AnnotatorId == supervisor)) return (AdjudicationOutcome.OwnWork, []);
        return decision.Decision switch
        {
            AdjudicationDecision.AcceptConsensus => await AcceptAsync(session, face, standing, supervisor, now),
            AdjudicationDecision.Correct => await CorrectAsync(session, face, standing, decision.Landmarks, supervisor, now),
            AdjudicationDecision.ReturnAnnotation => await ReturnAsync(session, face, standing, decision, supervisor, now),
            AdjudicationDecision.RejectAnnotation => await RejectAsync(session, face, standing, decision, supervisor, now),
            AdjudicationDecision.Relabel => (await RelabelAsync(session, face, isAudited, now), []),
        };
    }

    private async Task<(AdjudicationOutcome, IReadOnlyList<SettledChange>)> AcceptAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Guid supervisor, DateTimeOffset now)
    {
        if (face.TaskState is TaskState.Accepted) return await AcceptPendingAsync(session, face, standing, supervisor, now);
        if (face.TaskState is not TaskState.InReview || await FaceSettlement.ConsensusAsync(session, face, standing) is not { } consensus)
            return (AdjudicationOutcome.NotWaiting, []);
        return (AdjudicationOutcome.Decided, await settlement.AcceptAsync(session, face, standing, consensus, ConsensusOrigin.Consensus, supervisor, now));
    }

    // A finished face before the supervisor (a repair that failed, late work, a known face): what stands is good enough.
    private async Task<(AdjudicationOutcome, IReadOnlyList<SettledChange>)> AcceptPendingAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Guid supervisor, DateTimeOffset now)
    {
        var changes = new List<SettledChange>();
        foreach (var annotation in standing.Where(a => a.IsPending))
        {
            if (await annotations.AcceptAsync(session, annotation, null, supervisor, now) is { } change) changes.Add(change);
        }

        await ReviewQueueRows.RemoveAsync(session, face.Id);
        return (AdjudicationOutcome.Decided, changes);
    }

    private async Task<(AdjudicationOutcome, IReadOnlyList<SettledChange>)> CorrectAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, IReadOnlyList<PlacedLandmark>? landmarks, Guid supervisor, DateTimeOffset now)
    {
        if (face.IsGold || face.TaskState is not (TaskState.InReview or TaskState.Accepted)) return (AdjudicationOutcome.NotWaiting, []);
        if (landmarks is null || landmarks.Count != face.Scheme.Count || landmarks.Any(l => !l.IsPresent || (l.HasPosition && !l.Point.IsFinite))) return (AdjudicationOutcome.BadLandmarks, []);
        if (await FaceSettlement.ConsensusAsync(session, face, standing) is not { } consensus) return (AdjudicationOutcome.NotWaiting, []);
        var corrected = await Corrections.ByAsync(session, face, standing, consensus, landmarks);
        return (AdjudicationOutcome.Decided, await settlement.AcceptAsync(session, face, standing, corrected, ConsensusOrigin.Corrected, supervisor, now));
    }

    private async Task<(AdjudicationOutcome, IReadOnlyList<SettledChange>)> ReturnAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Adjudication decision, Guid supervisor, DateTimeOffset now)
    {
        if (face.TaskState is not (TaskState.InReview or TaskState.Accepted)) return (AdjudicationOutcome.NotWaiting, []);
        var (refusal, evidence) = await EvidenceAsync(session, face, standing, decision);
        if (evidence is null) return (refusal, []);
        if (evidence.Annotation.WasReturned) return (AdjudicationOutcome.ReturnedBefore, []);
        // The face is its annotator's again; what the others sent stands until the repair comes in.
        await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.InReview, TaskState.InProgress, now);
        await ReviewQueueRows.RemoveAsync(session, face.Id);
        var change = await annotations.ReturnAsync(
            session, evidence.Annotation, evidence.Comparison, EnumText.Of(evidence.Reason), WordsOf(decision), supervisor, now, evidence.Marks);
        return change is null ? (AdjudicationOutcome.AnnotationNotFound, []) : (AdjudicationOutcome.Decided, [change]);
    }

    private async Task<(AdjudicationOutcome, IReadOnlyList<SettledChange>)> RejectAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Adjudication decision, Guid supervisor, DateTimeOffset now)
    {
        var (refusal, evidence) = await EvidenceAsync(session, face, standing, decision);
        if (evidence is null) return (refusal, []);
        if (RejectionReasons.CanBeRepaired(evidence.Reason) && !evidence.Annotation.WasReturned && WordsOf(decision) is null)
            return (AdjudicationOutcome.WordsMissing, []);
        if (await annotations.RejectAsync(session, evidence.Annotation, evidence.Comparison, evidence.Reason, decision.Reason, supervisor, now, evidence.Marks) is not { } change)
            return (AdjudicationOutcome.AnnotationNotFound, []);
        if (face.TaskState == TaskState.Accepted)
        {
            if (!evidence.Others.Exists(a => a.IsPending)) await ReviewQueueRows.RemoveAsync(session, face.Id);
            return (AdjudicationOutcome.Decided, [change]);
        }

        return (AdjudicationOutcome.Decided, [change, .. await WithoutAsync(session, face, evidence.Others, evidence.Reference, now)]);
    }

    private static string? WordsOf(Adjudication decision) => string.IsNullOrWhiteSpace(decision.Reason) ? null : decision.Reason;

    private sealed record Evidence(
        StandingAnnotation Annotation, RejectionReason Reason, List<StandingAnnotation> Others, FaceConsensus? Reference, TruthComparison? Comparison, IReadOnlyList<int> Marks);

    // Every return and rejection points at landmarks: those out of place by what is known without it, and those the supervisor marks.
    private static async Task<(AdjudicationOutcome Refusal, Evidence? Evidence)> EvidenceAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Adjudication decision)
    {
        if (decision.RejectionReason is not { } reason) return (AdjudicationOutcome.ReasonMissing, null);
        if (standing.FirstOrDefault(a => a.Id == decision.AnnotationId && a.IsPending) is not { } annotation) return (AdjudicationOutcome.AnnotationNotFound, null);
        var others = standing.Where(a => a.Id != annotation.Id).ToList();
        var reference = await FaceSettlement.ConsensusAsync(session, face, others);
        IReadOnlyList<PlacedLandmark>? truth = face.Truth is { } known ? PackedLandmarks.Unpack(known) : reference?.Landmarks;
        var comparison = truth is null ? null : TruthComparison.Of(face.Scheme, annotation.Placed, truth, face.Box);
        int[] marks = [.. (decision.Marks ?? []).Where(m => m >= 0 && m < face.Scheme.Count).Distinct()];
        var isShown = marks.Length > 0 || comparison?.WorstFirst.Any(d => !d.WithinTolerance) == true;
        if (isShown) return (AdjudicationOutcome.Decided, new Evidence(annotation, reason, others, reference, comparison, marks));
        // What was copied lies where it should: then words are the evidence.
        if (RejectionReasons.CanBeRepaired(reason)) return (AdjudicationOutcome.MarksMissing, null);
        return WordsOf(decision) is null ? (AdjudicationOutcome.EvidenceMissing, null) : (AdjudicationOutcome.Decided, new Evidence(annotation, reason, others, reference, comparison, marks));
    }

    // The others may settle it without the one that was rejected; otherwise somebody else is asked.
    private async Task<IReadOnlyList<SettledChange>> WithoutAsync(
        DbSession session, FaceToSettle face, List<StandingAnnotation> others, FaceConsensus? reference, DateTimeOffset now)
    {
        if (face.TaskState is not TaskState.InReview) return [];
        var verdict = Verdict.On(face.Scheme, reference, face.Rule);
        if (verdict.Kind == VerdictKind.Accept)
            return await settlement.AcceptAsync(session, face, others, reference!, ConsensusOrigin.Consensus, null, now);
        await ReopenAsync(session, face, others.Count + 1, verdict.Disputed, now);
        return [];
    }

    // A face that was accepted is opened again only where an audit found it unusable.
    private static async Task<AdjudicationOutcome> RelabelAsync(DbSession session, FaceToSettle face, bool isAudited, DateTimeOffset now)
    {
        if (face.TaskState is not TaskState.InReview && !(isAudited && face.TaskState is TaskState.Accepted)) return AdjudicationOutcome.NotWaiting;
        // The estimator takes five labels: past that another one would tell nothing new.
        if (face.AnnotationCount >= 5) return AdjudicationOutcome.NotWaiting;
        if (face.TaskState is TaskState.Accepted) await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.Accepted, TaskState.InReview, now);
        await ReopenAsync(session, face, face.AnnotationCount + 1, [], now);
        return AdjudicationOutcome.Decided;
    }

    private static async Task ReopenAsync(DbSession session, FaceToSettle face, int wanted, IReadOnlyCollection<int> disputed, DateTimeOffset now)
    {
        await TaskStates.WantAsync(session, face.Id, wanted);
        await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.InReview, TaskState.InProgress, now);
        await MoreLabels.AskAsync(session, face, wanted, disputed, now);
        await ReviewQueueRows.RemoveAsync(session, face.Id);
    }
}
