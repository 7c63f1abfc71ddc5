namespace AnnotationHub.Web.Labeling;

/// <summary>What a submission came to.</summary>
public enum SubmissionStatus
{
    /// <summary>Nothing was submitted: a landmark is missing, or a finding has not been acknowledged.</summary>
    NeedsAttention,

    /// <summary>The annotation is in; the face is not settled yet, or a supervisor decides.</summary>
    Pending,

    /// <summary>The annotation was accepted.</summary>
    Accepted,

    /// <summary>The annotation came back for repair: <c>Resume</c> offers it again.</summary>
    Returned,
}

/// <summary>How much a finding stands in the way.</summary>
public enum FindingSeverity
{
    /// <summary>Must be mended: it cannot be acknowledged.</summary>
    Error,

    /// <summary>May be as the photograph has it: the annotator looks again and says so.</summary>
    Warning,
}

/// <summary>Where the money of a submission stands.</summary>
public enum EarningState
{
    Pending,
    Payable,
}

/// <summary>Something that the check before submitting found; <paramref name="Id"/> is what acknowledges it.</summary>
public sealed record FindingMessage(string Id, int? Landmark, string Code, FindingSeverity Severity, string Message);

/// <summary>What the annotator has earned with this face.</summary>
public sealed record EarningMessage(string Amount, string Currency, EarningState State);

/// <summary>One landmark of a settled face: the own position beside what the face came to, in pixels of the upright original.</summary>
/// <param name="Words">The same as a sentence in the caller's language, the direction in the face's own terms.</param>
public sealed record FeedbackPoint(int Landmark, double X, double Y, double ReferenceX, double ReferenceY, double DistancePercent, string Words = "");

/// <summary>
/// How the own annotation lies beside what the face came to, in per cent of the distance between the outer eye corners; the
/// three landmarks that are furthest off, worst first.
/// </summary>
public sealed record SubmissionFeedback(double ErrorPercent, IReadOnlyList<FeedbackPoint> Worst);

/// <summary>The answer to a submission; the same however often it is sent.</summary>
public sealed record SubmissionOutcome
{
    public required Guid AssignmentId { get; init; }

    public required SubmissionStatus Status { get; init; }

    public required IReadOnlyList<FindingMessage> Findings { get; init; }

    public required EarningMessage? Earning { get; init; }

    /// <summary>Once the face is settled; null before. Known faces are told like any other.</summary>
    public required SubmissionFeedback? Feedback { get; init; }
}
