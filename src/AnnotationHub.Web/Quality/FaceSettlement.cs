using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Audits;
using AnnotationHub.Web.Quality.Gold;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality;

/// <summary>
/// Decides what a face's annotations come to, within the unit of the submission (or decision) that makes it due: accept, ask one
/// more, or send to a supervisor; a known face and a repair are measured against what is known.
/// </summary>
internal sealed class FaceSettlement(AnnotationStates annotations, SkillUpdates skills, GoldRetirement retirement)
{
    /// <summary>Disagreements stop a face, and with it a client: before everything else.</summary>
    private const int DisagreementUrgency = 20;

    private const int GoldUrgency = 30;

    private const string SwappedReason = "sidesSwapped";
    private const string MisplacedReason = "misplaced";

    /// <summary>To be called after an annotation came in, in the same unit. Answers whom to tell.</summary>
    /// <param name="arrived">The annotation that came in; null where only time has passed.</param>
    public async Task<IReadOnlyList<SettledChange>> SettleAsync(DbSession session, Guid taskId, Guid? arrived, DateTimeOffset now)
    {
        if (await FaceToSettle.LoadAsync(session, taskId) is not { } face) return [];
        var standing = await StandingAnnotation.OfFaceAsync(session, taskId);
        if (face.IsGold) return await AgainstTruthAsync(session, face, standing, Domain.Landmarks.PackedLandmarks.Unpack(face.Truth), arrived, now);
        return face.TaskState switch
        {
            TaskState.Accepted => await AgainstTruthAsync(session, face, standing, await ConsensusStore.LandmarksAsync(session, taskId) ?? [], arrived, now),
            TaskState.InProgress => await ByVerdictAsync(session, face, standing, now),
            // With a supervisor, or given up: whatever comes in now waits for that decision.
            TaskState.Waiting or TaskState.InReview or TaskState.Rejected => [],
        };
    }

    /// <summary>The consensus of the standing annotations, as their annotators' records weigh them; null where there is none.</summary>
    public static async Task<FaceConsensus?> ConsensusAsync(DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing)
    {
        var population = await Populations.FindAsync(session, face.Scheme);
        var labels = new List<FaceLabel>();
        foreach (var annotation in standing.Take(5))
            labels.Add(new FaceLabel(annotation.Placed, (await AnnotatorRecord.LoadAsync(session, annotation.AnnotatorId, face.SchemeKey)).Parameters(population)));
        return labels.Count == 0 ? null : ConsensusEstimator.Estimate(population, labels, face.Box);
    }

    /// <summary>Accepts the face with this consensus and settles each pending annotation by its part in it.</summary>
    public async Task<IReadOnlyList<SettledChange>> AcceptAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, FaceConsensus consensus, ConsensusOrigin origin, Guid? actor, DateTimeOffset now)
    {
        var agreement = Agreement.PairwisePercent([.. standing.Select(a => a.Placed)], consensus.DistancePx);
        await ConsensusStore.WriteAsync(session, face.Id, consensus, agreement, origin, actor, now);
        if (face.TaskState != TaskState.Accepted) await TaskStates.MoveAsync(session, face.ProjectId, face.Id, face.TaskState, TaskState.Accepted, now);
        await TaskQueue.RemoveAsync(session, face.Id);
        await ReviewQueueRows.RemoveAsync(session, face.Id);
        await TaskHistory.AddAsync(session, face.Id, TaskEventKind.Accepted, actor, EnumText.Of(origin), now);
        await skills.OfFaceAsync(session, face, standing, consensus, now);
        if (actor is null) await AuditRows.AcceptedAsync(session, face, consensus.PredictedPercent, now);
        var changes = new List<SettledChange>();
        for (var k = 0; k < standing.Count && k < consensus.Labels.Length; k++)
        {
            var label = consensus.Labels[k];
            var comparison = TruthComparison.Of(face.Scheme, standing[k].Placed, consensus.Landmarks, face.Box);
            var isGood = Verdict.On(face.Scheme, label, consensus.DistancePx) == LabelVerdict.Accepted;
            if (await DecideAsync(session, face, standing[k], comparison, isGood, label.SwappedGroups.Length > 0, actor, now) is { } change) changes.Add(change);
        }

        return changes;
    }

    private async Task<IReadOnlyList<SettledChange>> ByVerdictAsync(DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, DateTimeOffset now)
    {
        var consensus = standing.Count < face.Rule.Minimum ? null : await ConsensusAsync(session, face, standing);
        var verdict = Verdict.On(face.Scheme, consensus, face.Rule);
        switch (verdict.Kind)
        {
            case VerdictKind.Wait:
                return [];
            case VerdictKind.Accept:
                return await AcceptAsync(session, face, standing, consensus!, ConsensusOrigin.Consensus, null, now);
            case VerdictKind.AskOneMore:
                await skills.OfFaceAsync(session, face, standing, consensus!, now);
                await AskOneMoreAsync(session, face, verdict.Disputed, now);
                return [];
            case VerdictKind.Adjudicate:
                await skills.OfFaceAsync(session, face, standing, consensus!, now);
                await ReviewAsync(session, face, standing, consensus!, now);
                return [];
        }

        return [];
    }

    // Where a label is still on its way, it is the one more.
    private static async Task AskOneMoreAsync(DbSession session, FaceToSettle face, IReadOnlyCollection<int> disputed, DateTimeOffset now)
    {
        if (face.AnnotationCount + face.LiveCount < face.Wanted || face.LiveCount > 0) return;
        await MoreLabels.AskAsync(session, face, face.Wanted + 1, disputed, now);
    }

    private static async Task ReviewAsync(DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, FaceConsensus consensus, DateTimeOffset now)
    {
        // What the supervisor looks at; it becomes the face's only by the decision.
        var agreement = Agreement.PairwisePercent([.. standing.Select(a => a.Placed)], consensus.DistancePx);
        await ConsensusStore.WriteAsync(session, face.Id, consensus, agreement, ConsensusOrigin.Consensus, null, now);
        await TaskQueue.RemoveAsync(session, face.Id);
        await TaskStates.MoveAsync(session, face.ProjectId, face.Id, TaskState.InProgress, TaskState.InReview, now);
        await ReviewQueueRows.AddAsync(session, face, "disagreement", DisagreementUrgency, now);
        await TaskHistory.AddAsync(session, face.Id, TaskEventKind.SentToReview, null, "disagreement", now);
    }

    private async Task<IReadOnlyList<SettledChange>> AgainstTruthAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, Domain.Landmarks.PlacedLandmark[] truth, Guid? arrived, DateTimeOffset now)
    {
        var changes = new List<SettledChange>();
        var distancePx = FaceNormalizer.Distance(face.Scheme, l => truth.Length > 0 && truth[l].HasPosition ? truth[l].Point : null, face.Box);
        var waiting = face.IsGold ? await KnownFaceWaits.OfFaceAsync(session, face.Id, now) : [];
        foreach (var annotation in standing.Where(a => a.IsPending && truth.Length > 0 && !waiting.Contains(a.Id)))
        {
            var comparison = TruthComparison.Of(face.Scheme, annotation.Placed, truth, face.Box);
            // A repair has seen what was wrong: it measures nobody.
            if (arrived == annotation.Id && face.IsGold && !annotation.WasReturned)
            {
                await skills.OfKnownFaceAsync(session, face, annotation, truth, comparison.Passes, now);
                await GoldAttempts.AddAsync(session, annotation, face.SchemeKey, now);
                if (await retirement.RetireIfContradictedAsync(session, face, truth, comparison, now) is { } madeGood) return madeGood;
                // The record knows at once; the annotator is told when an ordinary face would be.
                if (await KnownFaceWaits.WaitAsync(session, annotation, now)) continue;
            }

            // By the rule of every other face: one of its own would tell which faces are known.
            var fit = await FitAsync(session, face, annotation, truth);
            var isGood = Verdict.On(face.Scheme, fit, distancePx) == LabelVerdict.Accepted;
            if (await DecideAsync(session, face, annotation, comparison, isGood, fit.SwappedGroups.Length > 0, null, now) is { } change) changes.Add(change);
        }

        await RepairedAsync(session, face, standing, now);
        return changes;
    }

    /// <summary>To a supervisor, as there is nobody left who could be asked for one more label. False where the face has moved on.</summary>
    public static async Task<bool> ReviewStrandedAsync(DbSession session, Guid taskId, DateTimeOffset now)
    {
        if (await FaceToSettle.LoadAsync(session, taskId) is not { TaskState: TaskState.InProgress, LiveCount: 0, AnnotationCount: > 1 } face) return false;
        var standing = await StandingAnnotation.OfFaceAsync(session, taskId);
        if (await ConsensusAsync(session, face, standing) is not { } consensus) return false;
        await ReviewAsync(session, face, standing, consensus, now);
        return true;
    }

    private static async Task<LabelFit> FitAsync(
        DbSession session, FaceToSettle face, StandingAnnotation annotation, IReadOnlyList<Domain.Landmarks.PlacedLandmark> truth)
    {
        var population = await Populations.FindAsync(session, face.Scheme);
        var record = await AnnotatorRecord.LoadAsync(session, annotation.AnnotatorId, face.SchemeKey);
        return ConsensusEstimator.AgainstTruth(population, new FaceLabel(annotation.Placed, record.Parameters(population)), truth, face.Box);
    }

    // The repair of an ordinary face counts in place of what was sent first.
    private async Task RepairedAsync(DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, DateTimeOffset now)
    {
        if (face.IsGold || !standing.Any(a => a.IsPending && a.WasReturned)) return;
        if (await ConsensusAsync(session, face, standing) is not { } consensus) return;
        if (await ConsensusStore.CorrectionAsync(session, face.Id) is { } exact) consensus = await Corrections.ByAsync(session, face, standing, consensus, exact);
        await skills.OfFaceAsync(session, face, standing, consensus, now);
    }

    private async Task<SettledChange?> DecideAsync(
        DbSession session, FaceToSettle face, StandingAnnotation annotation, TruthComparison comparison, bool isGood, bool isSwapped, Guid? actor, DateTimeOffset now)
    {
        if (!annotation.IsPending) return null;
        if (isGood) return await annotations.AcceptAsync(session, annotation, comparison.MeanPercent, actor, now);
        if (!annotation.WasReturned)
            return await annotations.ReturnAsync(session, annotation, comparison, isSwapped ? SwappedReason : MisplacedReason, null, actor, now);

        // A repair that fails again is for a person to judge: only a supervisor rejects.
        await ReviewQueueRows.AddAsync(session, face, face.IsGold ? "gold" : "disagreement", GoldUrgency, now);
        return null;
    }
}
