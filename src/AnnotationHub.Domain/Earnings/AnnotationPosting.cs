namespace AnnotationHub.Domain.Earnings;

/// <summary>Which face's annotation a posting is about, and what it is worth by the terms frozen when the face was claimed.</summary>
/// <param name="Price">Of the whole face.</param>
/// <param name="BaseShareE4">The share of the price that honest work keeps when it is rejected, in 1/10 000; 0 to 10 000.</param>
public sealed record AnnotationPosting(
    Guid AnnotationId, Guid TaskId, Guid ProjectId, Guid AnnotatorId, Money Price, int BaseShareE4);
