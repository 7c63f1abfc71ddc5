using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Annotations;

/// <summary>What the check before submitting can find.</summary>
public enum FindingCode
{
    /// <summary>A landmark that was asked for has not been placed. Cannot be acknowledged.</summary>
    Missing,

    /// <summary>A landmark lies beyond the photograph's edge and is not marked as outside.</summary>
    OutOfPhotograph,

    /// <summary>A landmark lies further from the face box than the box is large.</summary>
    FarFromFace,

    /// <summary>A part of the face has its left and right exchanged.</summary>
    Swapped,

    /// <summary>A contour crosses itself.</summary>
    Crossing,

    /// <summary>A landmark lies where no face of this shape has it.</summary>
    OutOfShape,

    /// <summary>Two landmarks lie on the same spot.</summary>
    Duplicate,
}

/// <summary>
/// One finding. <see cref="Id"/> is the same each time that the same thing is found, so that acknowledging it holds; it is found
/// anew once the landmarks concerned have moved.
/// </summary>
/// <param name="Landmark">The landmark to look at.</param>
/// <param name="Other">The second landmark, where two are concerned.</param>
/// <param name="Group">Key of the group, where a whole one is concerned.</param>
public sealed record Finding(FindingCode Code, int? Landmark, int? Other = null, string? Group = null)
{
    public bool CanBeAcknowledged => Code != FindingCode.Missing;

    public string Id => string.Join(':', new[] { Code.ToString(), Landmark?.ToString(System.Globalization.CultureInfo.InvariantCulture), Other?.ToString(System.Globalization.CultureInfo.InvariantCulture), Group }.Where(p => p is not null));
}

/// <summary>A face as it is checked: the scheme, what was placed (null where nothing was), and where the face is.</summary>
/// <param name="Landmarks">By index, one for each of the scheme.</param>
/// <param name="Asked">The landmarks that were asked for, where it is not all; no others are placed then.</param>
public sealed record CheckedFace(
    LandmarkScheme Scheme,
    IReadOnlyList<PlacedLandmark?> Landmarks,
    FaceBox Box,
    int WidthPx,
    int HeightPx,
    IReadOnlyCollection<int>? Asked = null)
{
    public bool IsPartial => Asked is not null;

    /// <summary>The position of a landmark, or null where it was not placed or is outside.</summary>
    public ImagePoint? Position(int landmark) => Landmarks[landmark] is { HasPosition: true } placed ? placed.Point : null;
}
