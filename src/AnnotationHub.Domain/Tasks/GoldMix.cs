using System.Buffers.Binary;

namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// Decides which slots are known faces. It draws on the random bits of the assignment's own id, so that the share is kept on
/// any number of nodes without a counter, and no annotator can tell from the order which faces are known.
/// </summary>
public static class GoldMix
{
    /// <summary>
    /// How many labels a known face is open for: in practice every annotator's, and a bound on what measuring may cost a client.
    /// </summary>
    public const int LabelsWanted = 100_000;

    /// <param name="assignmentId">A version-7 id: its last 62 bits are random.</param>
    /// <param name="share">Share of slots that are to be known faces, 0 to 1.</param>
    public static bool IsDue(Guid assignmentId, double share)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = assignmentId.TryWriteBytes(bytes, bigEndian: true, out _);
        var draw = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        return draw < share * (1L << 32);
    }
}
