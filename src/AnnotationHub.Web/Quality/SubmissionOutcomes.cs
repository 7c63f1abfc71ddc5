using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality;

/// <summary>Reads what a submission came to, so that its repeat is answered the same.</summary>
internal sealed class SubmissionOutcomes(FindingWords words, IStringLocalizer<LabelingTexts> texts)
{
    private const int WorstShown = 3;

    private const string StateSql =
        """
        SELECT n.state, n.landmarks, t.is_gold, t.state AS task_state, c.landmarks AS settled
        FROM annotation n
        JOIN task t ON t.id = n.task_id
        LEFT JOIN consensus c ON c.task_id = n.task_id
        WHERE n.id = @annotationId
        """;

    /// <summary>Nothing was submitted: each finding in the language of the call.</summary>
    public SubmissionOutcome NeedsAttention(SubmissionWork work, IReadOnlyList<Finding> findings) =>
        Unsubmitted(work, [.. findings.Select(f => words.Of(work.Scheme, f))]);

    /// <summary>Placements are still on their way: the finding names the last one that is durable.</summary>
    public SubmissionOutcome NotDurable(SubmissionWork work) => Unsubmitted(
        work,
        [new FindingMessage("notDurable", null, "notDurable", FindingSeverity.Error, texts["BadPlacement.NotDurable", work.DurableSequence ?? 0].Value)]);

    /// <summary>What the assignment's annotation stands at now.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public async Task<SubmissionOutcome> OfAsync(DbSession session, SubmissionWork work)
    {
        var row = await session.FirstOrDefaultAsync<StateRow>(StateSql, new { annotationId = work.AnnotationId })
            ?? throw new InvalidOperationException($"Assignment {work.AssignmentId:D} was submitted without an annotation.");
        var status = row.State switch
        {
            "accepted" => SubmissionStatus.Accepted,
            "returned" => SubmissionStatus.Returned,
            _ => SubmissionStatus.Pending,
        };
        var state = status == SubmissionStatus.Accepted ? EarningState.Payable : EarningState.Pending;
        return new SubmissionOutcome
        {
            AssignmentId = work.AssignmentId,
            Status = status,
            Findings = [],
            Earning = new EarningMessage(work.Price.Amount, work.Currency, state),
            Feedback = Feedback(work, row),
        };
    }

    // A known face tells nothing that would give it away.
    private static SubmissionFeedback? Feedback(SubmissionWork work, StateRow row)
    {
        if (row.IsGold || row.Settled is null || row.TaskState != "accepted") return null;
        var (own, settled) = (PackedLandmarks.Unpack(row.Landmarks), PackedLandmarks.Unpack(row.Settled));
        var comparison = TruthComparison.Of(work.Scheme, own, settled, work.Box);
        return new SubmissionFeedback(comparison.MeanPercent, [.. comparison.WorstFirst.Take(WorstShown).Select(d => new FeedbackPoint(
            d.Landmark, own[d.Landmark].Point.X, own[d.Landmark].Point.Y, settled[d.Landmark].Point.X, settled[d.Landmark].Point.Y, d.Percent))]);
    }

    private static SubmissionOutcome Unsubmitted(SubmissionWork work, IReadOnlyList<FindingMessage> findings) => new()
    {
        AssignmentId = work.AssignmentId,
        Status = SubmissionStatus.NeedsAttention,
        Findings = findings,
        Earning = null,
        Feedback = null,
    };

    private sealed class StateRow
    {
        public string State { get; init; } = "";

        public byte[] Landmarks { get; init; } = [];

        public bool IsGold { get; init; }

        public string TaskState { get; init; } = "";

        public byte[]? Settled { get; init; }
    }
}
