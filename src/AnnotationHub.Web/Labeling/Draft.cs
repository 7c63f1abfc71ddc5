using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// What an assignment holds: the durable sequence and each landmark's last placement. Folding is exact: the same placements in
/// any number of batches, repeated or overlapping, leave the same draft.
/// </summary>
public sealed class Draft
{
    // What lies between two batches that came this far apart was not work on this face.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(2);

    private readonly Dictionary<int, int> slots = [];
    private byte[] packed;

    /// <param name="packed">As stored; <see cref="PackedDraft.Empty"/> for a new one. Not changed, not kept after the next fold.</param>
    /// <param name="durableSequence">Number of the last placement folded in; 0 for a new one.</param>
    /// <param name="activeMs">Active time so far, as the server saw it.</param>
    /// <param name="updatedAt">When the last batch came, or when the assignment was opened.</param>
    public Draft(byte[] packed, long durableSequence, long activeMs, DateTimeOffset updatedAt)
    {
        PackedDraft.Check(packed);
        this.packed = packed;
        for (var slot = 0; slot < PackedDraft.Count(packed); slot++) slots[PackedDraft.Read(packed, slot).Index] = slot;
        (DurableSequence, ActiveMs, UpdatedAt) = (durableSequence, activeMs, updatedAt);
    }

    public long DurableSequence { get; private set; }

    public long ActiveMs { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The stored form. A new array after each fold.</summary>
    public byte[] Packed => packed;

    /// <summary>
    /// Takes the part of the batch that is new. False where there is none: all of it is known already, or a gap lies before it.
    /// </summary>
    /// <param name="firstSequence">Number of the first placement of the batch, from 1.</param>
    /// <param name="placements">Checked: every one with an index of the scheme, finite coordinates and a visibility.</param>
    /// <param name="now">When the batch came.</param>
    /// <param name="seenAt">When the annotator's latest batch came, on whichever face: until then the time counts there, and no minute counts twice.</param>
    public bool Fold(long firstSequence, ReadOnlySpan<PlacementInput> placements, DateTimeOffset now, DateTimeOffset seenAt)
    {
        var known = DurableSequence - firstSequence + 1;
        if (known < 0 || known >= placements.Length) return false;
        var fresh = placements[(int)known..];
        packed = PackedDraft.Extend(packed, FirstPlacements(fresh));
        foreach (var placement in fresh) Put(placement);
        var gap = now - (seenAt > UpdatedAt ? seenAt : UpdatedAt);
        if (gap > TimeSpan.Zero && gap <= LongestGap) ActiveMs += (long)gap.TotalMilliseconds;
        UpdatedAt = now;
        return true;
    }

    private int FirstPlacements(ReadOnlySpan<PlacementInput> fresh)
    {
        var before = slots.Count;
        foreach (var placement in fresh) slots.TryAdd(placement.Landmark, slots.Count);
        return slots.Count - before;
    }

    private void Put(in PlacementInput placement)
    {
        var slot = slots[placement.Landmark];
        var before = PackedDraft.Read(packed, slot);
        var visibility = placement.Visibility!.Value;
        var placed = visibility == Visibility.Outside ? PlacedLandmark.At(0, 0, visibility) : PlacedLandmark.At(placement.X, placement.Y, visibility);
        DurableSequence++;
        PackedDraft.Write(packed, slot, new DraftLandmark(
            placement.Landmark,
            placed,
            (uint)DurableSequence,
            (byte)Math.Min(before.Placements + 1, byte.MaxValue),
            (uint)Math.Min(before.ElapsedMs + (long)placement.ElapsedMs, uint.MaxValue)));
    }
}
