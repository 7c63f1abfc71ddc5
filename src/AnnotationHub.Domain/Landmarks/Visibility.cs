namespace AnnotationHub.Domain.Landmarks;

/// <summary>How a landmark shows on the photograph. The numbers are stored and never change.</summary>
public enum Visibility : byte
{
    /// <summary>Seen, and placed where it is seen.</summary>
    Visible = 0,

    /// <summary>Turned away from the camera by the head itself; placed where it would be.</summary>
    SelfOccluded = 1,

    /// <summary>Behind hair, a hand, a mask; placed where it would be.</summary>
    Occluded = 2,

    /// <summary>Beyond the image's edge: it has no coordinates.</summary>
    Outside = 3,

    /// <summary>Not asked for in a partial annotation: it has no coordinates and says nothing. Never sent by a caller.</summary>
    Absent = 4,
}
