namespace AnnotationHub.Domain.Landmarks;

/// <summary>What a group of landmarks is of. Quality thresholds, colours and shapes go by it, so that a client's own scheme has them too.</summary>
public enum LandmarkKind
{
    /// <summary>The outline of the face from one ear over the chin to the other.</summary>
    Contour,
    Brow,
    Nose,
    Eye,
    Mouth,
    Pupil,

    /// <summary>The bone of the cheek: its most prominent point and the outermost point of its arch.</summary>
    Cheekbone,
}
