using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Hands;

/// <summary>A direction as the face itself has it, whatever the photograph's.</summary>
public enum FaceDirection
{
    /// <summary>Towards the forehead.</summary>
    Up,

    /// <summary>Towards the chin.</summary>
    Down,

    /// <summary>From the middle of the face towards the ear of the landmark's side.</summary>
    Outward,

    /// <summary>Towards the middle of the face.</summary>
    Inward,

    /// <summary>For landmarks on the midline: towards the person's own left.</summary>
    OwnLeft,

    /// <summary>For landmarks on the midline: towards the person's own right.</summary>
    OwnRight,
}

/// <param name="Percent">Positive, of the normalising distance.</param>
public readonly record struct DirectedOffset(FaceDirection Direction, double Percent);

/// <summary>One landmark of a settled face: how far the own placement lies from it, and where to.</summary>
/// <param name="Offsets">The larger first; a part below a third of the whole is not worth a word.</param>
public sealed record PlacementAdvice(int Landmark, double Percent, bool WithinTolerance, ImmutableArray<DirectedOffset> Offsets)
{
    private const double LeastPart = 1.0 / 3;

    /// <summary>Those beyond their tolerance before those within, the furthest off first.</summary>
    public static ImmutableArray<PlacementAdvice> Worst(LandmarkScheme scheme, SettledFace face, int count)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(face);
        var offsets = FaceOffsets.Of(scheme, face);
        return [.. TruthComparison.Of(scheme, face.Own, face.Settled, face.Box).WorstFirst
            .OrderBy(d => d.WithinTolerance)
            .Take(count)
            .Select(d => new PlacementAdvice(d.Landmark, d.Percent, d.WithinTolerance, Directions(scheme.Landmarks[d.Landmark].Side, offsets[d.Landmark]!.Value)))];
    }

    private static ImmutableArray<DirectedOffset> Directions(FaceSide side, ImagePoint off)
    {
        var least = LeastPart * Math.Sqrt((off.X * off.X) + (off.Y * off.Y));
        DirectedOffset[] parts = [new(off.Y < 0 ? FaceDirection.Up : FaceDirection.Down, Math.Abs(off.Y)), new(Sideways(side, off.X), Math.Abs(off.X))];
        return [.. parts.Where(p => p.Percent >= least && p.Percent > 0).OrderByDescending(p => p.Percent)];
    }

    // The person's own left is the image's right.
    private static FaceDirection Sideways(FaceSide side, double x) => side switch
    {
        FaceSide.Middle => x > 0 ? FaceDirection.OwnLeft : FaceDirection.OwnRight,
        FaceSide.Left => x > 0 ? FaceDirection.Outward : FaceDirection.Inward,
        FaceSide.Right => x < 0 ? FaceDirection.Outward : FaceDirection.Inward,
    };
}
