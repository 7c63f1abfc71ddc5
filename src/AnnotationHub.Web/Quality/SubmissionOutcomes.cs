using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Quality.Feedback;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality;

/// <summary>Reads what a submission came to, so that its repeat is answered the same.</summary>
internal sealed class SubmissionOutcomes(FindingWords words, FaceFeedback feedback, IStringLocalizer<LabelingTexts> texts)
{
    private const string StateSql =
        """
        SELECT n.id, n.state, n.landmarks, t.state AS task_state, COALESCE(k.landmarks, c.landmarks) AS settled
        FROM annotation n
        JOIN task t ON t.id = n.task_id
        LEFT JOIN consensus c ON c.task_id = n.task_id
        LEFT JOIN gold_truth k ON k.task_id = n.task_id
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

    // A known face is told like any other: by its state and its words nobody learns which it was.
    private SubmissionFeedback? Feedback(SubmissionWork work, StateRow row)
    {
        if (row.Settled is null || row.TaskState != "accepted" || row.State is not ("accepted" or "rejected")) return null;
        return feedback.Of(work.Scheme, row.Id, new SettledFace(PackedLandmarks.Unpack(row.Landmarks), PackedLandmarks.Unpack(row.Settled), work.Box));
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
        public Guid Id { get; init; }

        public string State { get; init; } = "";

        public byte[] Landmarks { get; init; } = [];

        public string TaskState { get; init; } = "";

        public byte[]? Settled { get; init; }
    }
}
