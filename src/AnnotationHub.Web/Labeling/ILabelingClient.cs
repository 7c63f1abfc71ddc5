namespace AnnotationHub.Web.Labeling;

/// <summary>What became of an assignment that its annotator is told of.</summary>
public enum AssignmentStatus
{
    /// <summary>The lease ran out.</summary>
    Expired,

    /// <summary>The annotation is in, and not decided.</summary>
    Pending,

    /// <summary>The annotation was accepted.</summary>
    Accepted,

    /// <summary>The annotation came back for repair; <c>Resume</c> offers it again.</summary>
    Returned,

    /// <summary>A supervisor rejected the annotation.</summary>
    Rejected,
}

/// <summary>An assignment is no longer as the browser knows it: a hint to look again.</summary>
public sealed record AssignmentChanged(Guid AssignmentId, AssignmentStatus Status, string? Reason);

/// <summary>The annotator's sums, as the earnings page shows them.</summary>
public sealed record EarningsChanged(MoneyMessage Pending, MoneyMessage Payable, MoneyMessage Today);

/// <summary>A sentence for the annotator, in the own language.</summary>
public sealed record Notice(string Message);

/// <summary>
/// What the hub calls in the browser. Signals only say "look again": losing one costs freshness, never work or money. The names
/// go over the wire, so they carry no suffix.
/// </summary>
public interface ILabelingClient
{
    Task AssignmentChanged(AssignmentChanged change);

    Task EarningsChanged(EarningsChanged earnings);

    Task Notice(Notice notice);
}
