using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>What is wrong with a batch of placements.</summary>
public enum BadPlacement
{
    /// <summary>Sequences begin at 1, and a batch holds at least one placement and at most <see cref="PlacementRules.MaximumBatch"/>.</summary>
    Batch,

    /// <summary>The scheme has no such landmark.</summary>
    Landmark,

    /// <summary>Not one of the contract's visibilities.</summary>
    Visibility,

    /// <summary>A coordinate is missing, NaN or infinite.</summary>
    NotFinite,

    /// <summary>The position is nowhere near the photograph.</summary>
    FarAway,
}

/// <summary>Which placements are taken. A batch is whole: one bad placement refuses all of it.</summary>
public static class PlacementRules
{
    public const int MaximumBatch = 512;

    /// <summary>Sequence numbers are stored in 32 bits.</summary>
    private const long MaximumSequence = uint.MaxValue;

    /// <summary>Null where the whole batch may be taken.</summary>
    public static BadPlacement? Check(long firstSequence, ReadOnlySpan<PlacementInput> placements, int landmarks, int widthPx, int heightPx)
    {
        if (firstSequence is < 1 or > MaximumSequence - MaximumBatch || placements.Length is 0 or > MaximumBatch) return BadPlacement.Batch;
        foreach (ref readonly var placement in placements)
        {
            if (CheckOne(placement, landmarks, widthPx, heightPx) is { } bad) return bad;
        }

        return null;
    }

    private static BadPlacement? CheckOne(in PlacementInput placement, int landmarks, int widthPx, int heightPx)
    {
        if (placement.Landmark < 0 || placement.Landmark >= landmarks) return BadPlacement.Landmark;
        if (placement.Visibility is not { } visibility) return BadPlacement.Visibility;
        if (visibility == Visibility.Outside) return null;
        if (!double.IsFinite(placement.X) || !double.IsFinite(placement.Y)) return BadPlacement.NotFinite;
        // A point over the edge is a finding at the submission, which its annotator may still mend; one that is further off than
        // the photograph is large comes from a broken program.
        var isNear = placement.X >= -widthPx && placement.X <= 2.0 * widthPx && placement.Y >= -heightPx && placement.Y <= 2.0 * heightPx;
        return isNear ? null : BadPlacement.FarAway;
    }
}
