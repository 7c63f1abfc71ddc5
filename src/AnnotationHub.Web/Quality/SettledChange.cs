using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality;

/// <summary>Something that an annotator is to be told once it is committed.</summary>
public sealed record SettledChange(Guid AnnotatorId, Guid AssignmentId, AssignmentStatus Status, string? Reason);
