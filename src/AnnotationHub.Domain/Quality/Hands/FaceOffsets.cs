using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Hands;

/// <summary>One annotation beside what its face came to: one entry each for every landmark of the scheme.</summary>
/// <param name="Box">For faces too sparse to measure.</param>
public sealed record SettledFace(IReadOnlyList<PlacedLandmark> Own, IReadOnlyList<PlacedLandmark> Settled, FaceBox Box);

/// <summary>How far each landmark was put from where it belongs, in the face's own frame, so that a head held askew tells the same as one held straight.</summary>
public static class FaceOffsets
{
    /// <summary>
    /// By landmark, in per cent of the normalising distance: x along the line through the outer eye corners towards the image's right, y across
    /// it towards the chin. Null where either has no position.
    /// </summary>
    public static ImagePoint?[] Of(LandmarkScheme scheme, SettledFace face)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(face);
        var distancePx = FaceNormalizer.Distance(scheme, l => Position(face.Settled[l]), face.Box);
        var right = Right(scheme, face.Settled);
        var offsets = new ImagePoint?[scheme.Count];
        for (var l = 0; l < offsets.Length; l++)
        {
            if (Position(face.Own[l]) is not { } own || Position(face.Settled[l]) is not { } settled) continue;
            var off = (own - settled) * (100 / distancePx);
            offsets[l] = new ImagePoint((off.X * right.X) + (off.Y * right.Y), (off.Y * right.X) - (off.X * right.Y));
        }

        return offsets;
    }

    // The image's own axis where the eyes do not give one.
    private static ImagePoint Right(LandmarkScheme scheme, IReadOnlyList<PlacedLandmark> settled)
    {
        var (from, to) = (Position(settled[scheme.Normalization.ImageLeft]), Position(settled[scheme.Normalization.ImageRight]));
        if (from is not { } a || to is not { } b || a.DistanceTo(b) < 1e-6) return new ImagePoint(1, 0);
        return (b - a) * (1 / a.DistanceTo(b));
    }

    private static ImagePoint? Position(PlacedLandmark landmark) => landmark.HasPosition ? landmark.Point : null;
}
