using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The side of the person's own face, never the viewer's.</summary>
public enum FaceSide
{
    Right,
    Left,

    /// <summary>On the midline: its own mirror.</summary>
    Middle,
}

/// <summary>
/// One landmark of a scheme. Tolerances are in per cent of the scheme's normalising distance (inter-ocular), along the
/// curve's normal and along its tangent; equal where the landmark lies on no curve.
/// </summary>
public sealed record Landmark(
    int Index,
    string Name,
    LocalizedText Label,
    LocalizedText Hint,
    string Group,
    int Mirror,
    FaceSide Side,
    double TolerancePercent,
    double TangentTolerancePercent);

/// <summary>
/// A part of the face (contour, brows, nose, eyes, mouth, …) in the order in which it is labelled. Colours, shapes and
/// quality thresholds go by <paramref name="Kind"/>, which both brows share; <paramref name="Key"/> is the group's own.
/// </summary>
public sealed record LandmarkGroup(string Key, LocalizedText Name, ImmutableArray<int> Landmarks, LandmarkKind Kind);

/// <summary>A line through landmarks, in order; <see cref="Closed"/> joins the last to the first.</summary>
public sealed record Contour(string Key, ImmutableArray<int> Landmarks, bool Closed);

/// <summary>The pair of landmarks whose distance every error is divided by: the outer eye corners, image left first.</summary>
public sealed record NormalizationPair(int ImageLeft, int ImageRight);

/// <summary>
/// An ordered list of named landmarks with its groups, contours, mirror pairs and tolerances. Loaded from a data file and
/// validated then (<see cref="SchemeReader"/>); immutable ever after. <paramref name="MeanShape"/> is a face in units of the
/// normalising distance, x to the image's right, y down, the normalising pair at (-0.5, 0) and (0.5, 0) but for rounding.
/// </summary>
public sealed record LandmarkScheme(
    string Key,
    int Version,
    LocalizedText Name,
    ImmutableArray<Landmark> Landmarks,
    ImmutableArray<LandmarkGroup> Groups,
    ImmutableArray<Contour> Contours,
    NormalizationPair Normalization,
    ImmutableArray<ImagePoint> MeanShape)
{
    public int Count => Landmarks.Length;

    /// <summary>Landmark indices in the order in which a person is guided: group after group.</summary>
    public ImmutableArray<int> GuidedOrder { get; } = [.. Groups.SelectMany(g => g.Landmarks)];

    /// <summary>The kind of each landmark, by index.</summary>
    public ImmutableArray<LandmarkKind> Kinds { get; } =
        [.. Groups.SelectMany(g => g.Landmarks.Select(l => (Landmark: l, g.Kind))).OrderBy(p => p.Landmark).Select(p => p.Kind)];

    /// <summary>The mirror of each landmark, by index: itself on the midline.</summary>
    public ImmutableArray<int> Mirrors { get; } = [.. Landmarks.Select(l => l.Mirror)];
}
