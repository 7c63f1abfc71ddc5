using System.Buffers;
using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Labeling.Drafts;

/// <summary>
/// Batches of placements, one behind the other, as one row of the journal keeps them: one byte of format, then for each batch the
/// assignment's id, first sequence 64, instant in microseconds 64, number of placements 16 bits, and for each placement 23 bytes:
/// index 16, x 64, y 64, visibility 8, elapsed milliseconds 32 bits, little-endian.
/// </summary>
internal static class JournalEntries
{
    private const byte Format = 1;
    private const int IdBytes = 16;
    private const int BatchBytes = IdBytes + 18;
    private const int PlacementBytes = 23;

    /// <summary>To be called once, before the first batch.</summary>
    public static void Begin(ArrayBufferWriter<byte> row)
    {
        row.ResetWrittenCount();
        row.GetSpan(1)[0] = Format;
        row.Advance(1);
    }

    /// <param name="row">Begun.</param>
    /// <param name="batch">Checked: every placement with an index of the scheme, finite coordinates and a visibility.</param>
    public static void Add(ArrayBufferWriter<byte> row, PlacementBatch batch)
    {
        var placements = batch.Placements.Span;
        var bytes = BatchBytes + (placements.Length * PlacementBytes);
        var at = row.GetSpan(bytes);
        batch.AssignmentId.TryWriteBytes(at, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(at[IdBytes..], batch.FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(at[(IdBytes + 8)..], Instant.ToMicroseconds(batch.Now));
        BinaryPrimitives.WriteUInt16LittleEndian(at[(IdBytes + 16)..], checked((ushort)placements.Length));
        for (var i = 0; i < placements.Length; i++) Write(at[(BatchBytes + (i * PlacementBytes))..], placements[i]);
        row.Advance(bytes);
    }

    /// <summary>The batches in the order in which they were taken; whose they are is not kept.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static IEnumerable<PlacementBatch> Read(byte[] row)
    {
        if (row is not [Format, ..]) throw new InvalidDataException($"Not a row of the journal: {row.Length} bytes.");
        for (var at = 1; at < row.Length;)
        {
            if (row.Length - at < BatchBytes) throw new InvalidDataException("A row of the journal is cut off.");
            var batch = row.AsSpan(at, BatchBytes);
            var placements = new PlacementInput[BinaryPrimitives.ReadUInt16LittleEndian(batch[(IdBytes + 16)..])];
            var end = at + BatchBytes + (placements.Length * PlacementBytes);
            if (end > row.Length) throw new InvalidDataException("A row of the journal is cut off.");
            for (var i = 0; i < placements.Length; i++) placements[i] = ReadPlacement(row.AsSpan(at + BatchBytes + (i * PlacementBytes)));
            yield return new PlacementBatch(
                Guid.Empty, new Guid(row.AsSpan(at, IdBytes), bigEndian: true), 0, BinaryPrimitives.ReadInt64LittleEndian(row.AsSpan(at + IdBytes)),
                placements, Instant.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(row.AsSpan(at + IdBytes + 8))));
            at = end;
        }
    }

    private static void Write(Span<byte> at, in PlacementInput placement)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, checked((ushort)placement.Landmark));
        BinaryPrimitives.WriteDoubleLittleEndian(at[2..], placement.X);
        BinaryPrimitives.WriteDoubleLittleEndian(at[10..], placement.Y);
        at[18] = (byte)placement.Visibility!.Value;
        BinaryPrimitives.WriteInt32LittleEndian(at[19..], placement.ElapsedMs);
    }

    private static PlacementInput ReadPlacement(ReadOnlySpan<byte> at) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadDoubleLittleEndian(at[2..]), BinaryPrimitives.ReadDoubleLittleEndian(at[10..]),
        (Visibility)at[18], BinaryPrimitives.ReadInt32LittleEndian(at[19..]));
}
