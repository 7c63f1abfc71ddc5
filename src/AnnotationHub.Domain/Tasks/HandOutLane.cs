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
    public static ImmutableArray<int> InOrder(bool goldIsDue) => goldIsDue ? GoldFirst : GoldLast;

    private static readonly ImmutableArray<int> GoldFirst = [Gold, Returned, Ordinary];

    // A known face still measures where nothing else is left; nobody gets one twice.
    private static readonly ImmutableArray<int> GoldLast = [Returned, Ordinary, Gold];
}
