using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings;

/// <summary>What became of a posting.</summary>
public enum PostingOutcome
{
    /// <summary>Posted now.</summary>
    Posted,

    /// <summary>The same business key had been posted before: nothing was written.</summary>
    AlreadyPosted,
}

/// <summary>Which face's annotation a posting is about, and what it is worth: the price frozen when it was claimed.</summary>
public sealed record AnnotationPosting(Guid AnnotationId, Guid TaskId, Guid ProjectId, Guid AnnotatorId, Money Price);
