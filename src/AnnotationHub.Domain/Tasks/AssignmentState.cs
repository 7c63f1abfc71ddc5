namespace AnnotationHub.Domain.Tasks;

/// <summary>What became of one annotator's lease of one face.</summary>
public enum AssignmentState
{
    /// <summary>Leased now: the annotator may place and submit. A returned annotation makes its assignment live again.</summary>
    Live,

    /// <summary>Its annotation is in.</summary>
    Submitted,

    /// <summary>Given back by the annotator, with a reason. The same person is never offered it again.</summary>
    Skipped,

    /// <summary>The lease ran out. Late work makes it live again as long as the face still needs a label.</summary>
    Expired,
}
