namespace AnnotationHub.Domain.Tasks;

/// <summary>Where a face stands on its way from the client's photograph to the finished dataset.</summary>
public enum TaskState
{
    /// <summary>Nobody has it, and nobody has labelled it yet.</summary>
    Waiting,

    /// <summary>Leased or labelled by somebody, and not settled.</summary>
    InProgress,

    /// <summary>Its annotations disagree: a supervisor decides.</summary>
    InReview,

    /// <summary>Finished: it has landmarks that a release may carry. Known (gold) faces are in this state from the beginning.</summary>
    Accepted,

    /// <summary>Cannot be labelled: left out of releases.</summary>
    Rejected,
}
