using System.Collections.Immutable;

namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// The lanes of a project's queue. Within a lane faces are handed out by position, and new rows only ever come at its tail:
/// so whatever lies at or before an annotator's cursor is gone or known to that annotator for ever. A slot that comes back
/// (skipped, expired, one more label wanted) goes to the tail of the lane just before the ordinary one, never to its old place.
/// </summary>
public static class HandOutLane
{
    /// <summary>Slots that came back: handed out first.</summary>
    public const int Returned = 10;

    /// <summary>Faces in the order in which they were uploaded.</summary>
    public const int Ordinary = 11;

    /// <summary>Known faces, mixed in unseen (see <see cref="GoldMix"/>).</summary>
    public const int Gold = 20;

    /// <summary>The lanes to look through, first to last, for one slot.</summary>
    /// <param name="goldIsDue">Whether this slot is to be a known face where there is one.</param>
    /// <param name="mayBeGold">Whether a known face is better than none.</param>
    /// <param name="mayBeOrdinary">Whether the annotator may have another face that is not known.</param>
    public static ImmutableArray<int> InOrder(bool goldIsDue, bool mayBeGold, bool mayBeOrdinary) => (goldIsDue, mayBeGold, mayBeOrdinary) switch
    {
        (_, false, false) => [],
        (_, true, false) => GoldOnly,
        (_, false, true) => OrdinaryOnly,
        (true, true, true) => GoldFirst,
        (false, true, true) => GoldLast,
    };

    private static readonly ImmutableArray<int> GoldFirst = [Gold, Returned, Ordinary];

    private static readonly ImmutableArray<int> GoldLast = [Returned, Ordinary, Gold];

    private static readonly ImmutableArray<int> GoldOnly = [Gold];

    private static readonly ImmutableArray<int> OrdinaryOnly = [Returned, Ordinary];
}
