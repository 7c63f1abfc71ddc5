using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality;

/// <summary>Why a submission was not taken; nothing was written.</summary>
public enum SubmitRefusal
{
    /// <summary>No such assignment, or another annotator's.</summary>
    NotFound,

    /// <summary>The assignment has been opened again since.</summary>
    StaleEpoch,

    /// <summary>The face needs no more labels, or was given back. What is durable of it is kept for the supervisor.</summary>
    LeaseExpired,
}

/// <summary>Exactly one of the two: the outcome as the contract writes it, or why there is none.</summary>
public sealed record SubmitAnswer(SubmissionOutcome? Outcome, SubmitRefusal? Refusal = null)
{
    public static SubmitAnswer Refused(SubmitRefusal refusal) => new(null, refusal);
}
