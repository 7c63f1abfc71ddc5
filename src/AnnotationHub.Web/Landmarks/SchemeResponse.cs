using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Landmarks;

/// <summary>A landmark scheme on the wire. Texts are in the caller's language.</summary>
/// <param name="Normalization">The two landmarks whose distance every error is divided by.</param>
/// <param name="MeanShape">One [x, y] per landmark in units of that distance, x to the image's right, y down, the pair at (±0.5, 0).</param>
/// <param name="GuidedOrder">Landmark indices in the order in which a person is guided.</param>
public sealed record SchemeResponse(
    string Key,
    int Version,
    string Name,
    IReadOnlyList<SchemeLandmark> Landmarks,
    IReadOnlyList<SchemeGroup> Groups,
    IReadOnlyList<SchemeContour> Contours,
    SchemeNormalization Normalization,
    IReadOnlyList<double[]> MeanShape,
    IReadOnlyList<int> GuidedOrder)
{
    internal static SchemeResponse Of(LandmarkScheme scheme, string culture) => new(
        scheme.Key,
        scheme.Version,
        scheme.Name.In(culture),
        [.. scheme.Landmarks.Select(l => SchemeLandmark.Of(l, culture))],
        [.. scheme.Groups.Select(g => new SchemeGroup(g.Key, LandmarkKindWire.Name(g.Kind), g.Name.In(culture), g.Landmarks))],
        [.. scheme.Contours.Select(c => new SchemeContour(c.Key, c.Landmarks, c.Closed))],
        new SchemeNormalization(scheme.Normalization.ImageLeft, scheme.Normalization.ImageRight),
        [.. scheme.MeanShape.Select(p => new[] { p.X, p.Y })],
        scheme.GuidedOrder);
}

/// <param name="Group">The key of its group.</param>
/// <param name="Mirror">The index of its mirror; its own on the midline.</param>
/// <param name="Side">The face's own side: <c>left</c>, <c>right</c> or <c>middle</c>.</param>
/// <param name="Tolerance">Across its curve, in per cent of the normalising distance.</param>
/// <param name="TangentTolerance">Along its curve, in per cent of the normalising distance.</param>
public sealed record SchemeLandmark(
    int Index, string Name, string Label, string Hint, string Group, int Mirror, FaceSide Side, double Tolerance, double TangentTolerance)
{
    internal static SchemeLandmark Of(Landmark l, string culture) =>
        new(l.Index, l.Name, l.Label.In(culture), l.Hint.In(culture), l.Group, l.Mirror, l.Side, l.TolerancePercent, l.TangentTolerancePercent);
}

/// <param name="Kind">What it is of: <c>contour</c>, <c>brow</c>, <c>nose</c>, <c>eye</c>, <c>mouth</c>, <c>pupil</c> or <c>cheekbone</c>.</param>
public sealed record SchemeGroup(string Key, string Kind, string Name, IReadOnlyList<int> Landmarks);

public sealed record SchemeContour(string Key, IReadOnlyList<int> Landmarks, bool Closed);

public sealed record SchemeNormalization(int ImageLeft, int ImageRight);

public sealed record SchemePage(IReadOnlyList<SchemeResponse> Items, string? Next)
{
    internal static SchemePage Of(IEnumerable<LandmarkScheme> schemes, string culture) => new([.. schemes.Select(s => SchemeResponse.Of(s, culture))], null);
}
