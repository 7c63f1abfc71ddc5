namespace AnnotationHub.Web.Earnings.Appeals;

/// <summary>What became of contesting a rejection.</summary>
public enum FileAppealOutcome
{
    Filed,

    /// <summary>The annotator has no annotation of that face.</summary>
    NotFound,

    /// <summary>It is not rejected: there is nothing to contest.</summary>
    NotRejected,

    /// <summary>The time to contest it has run out.</summary>
    TooLate,

    /// <summary>It was contested before; one rejection has one appeal.</summary>
    AlreadyFiled,
}

/// <summary>What became of an answer to an appeal.</summary>
public enum DecideAppealOutcome
{
    Decided,

    NotFound,

    /// <summary>Answered already, by somebody or by the clock.</summary>
    NotOpen,

    /// <summary>Neither who rejected nor who was rejected judges the appeal.</summary>
    SamePerson,
}
