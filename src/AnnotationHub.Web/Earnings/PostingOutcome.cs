namespace AnnotationHub.Web.Earnings;

/// <summary>What became of a posting.</summary>
public enum PostingOutcome
{
    /// <summary>Posted now.</summary>
    Posted,

    /// <summary>The same business key had been posted before: nothing was written.</summary>
    AlreadyPosted,

    /// <summary>There is no money to move: the annotator has the whole price already. Nothing was written.</summary>
    NothingDue,
}
