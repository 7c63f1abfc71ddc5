using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AnnotationHub.Benchmarks.Measuring;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>
/// How one face is labelled: each landmark once, one in seven moved once more, in batches of a fixed size. The JSON of the batches
/// is made beforehand, so that sending costs the load generator little.
/// </summary>
internal sealed class PlacementPlan
{
    /// <summary>98 landmarks and 14 moved again: whole batches of 16.</summary>
    public const int PlacementsPerFace = 112;

    public const string Scheme = "wflw-98";
    private const int Landmarks = 98;
    private const string IdMark = "ID-OF-THE-ASSIGNMENT";
    private const string SequenceMark = "FIRST-SEQUENCE";
    private readonly byte[][] placements;
    private readonly byte[] beforeId;
    private readonly byte[] afterId;
    private readonly byte[] afterSequence;
    private readonly byte[] afterPlacements;

    public PlacementPlan(int batch)
    {
        Batch = batch;
        var call = Encoding.UTF8.GetString(HubLine.Call("Place", Encoding.UTF8.GetBytes(
            $$"""{"assignmentId":"{{IdMark}}","epoch":1,"firstSequence":{{SequenceMark}},"placements":[]}""")));
        var (id, sequence, list) = (call.IndexOf(IdMark, StringComparison.Ordinal), call.IndexOf(SequenceMark, StringComparison.Ordinal), call.IndexOf("[]", StringComparison.Ordinal) + 1);
        beforeId = Encoding.UTF8.GetBytes(call[..id]);
        afterId = Encoding.UTF8.GetBytes(call[(id + IdMark.Length)..sequence]);
        afterSequence = Encoding.UTF8.GetBytes(call[(sequence + SequenceMark.Length)..list]);
        afterPlacements = Encoding.UTF8.GetBytes(call[list..]);
        placements = [.. Enumerable.Range(0, PlacementsPerFace / batch).Select(b => Encoding.UTF8.GetBytes(
            string.Join(',', Enumerable.Range(b * batch, batch).Select(Placement))))];
    }

    public int Batch { get; }

    /// <summary>Writes the call with the batch that begins at this sequence; answers its length.</summary>
    /// <param name="target">Long enough for any batch: <see cref="LongestCall"/>.</param>
    /// <param name="assignment">Whose face.</param>
    /// <param name="firstSequence">From 1 within the face, at the beginning of a batch.</param>
    public int Write(Span<byte> target, Guid assignment, long firstSequence)
    {
        var at = Append(target, 0, beforeId);
        Utf8Formatter.TryFormat(assignment, target[at..], out var written);
        at = Append(target, at + written, afterId);
        Utf8Formatter.TryFormat(firstSequence, target[at..], out written);
        at = Append(target, at + written, afterSequence);
        at = Append(target, at, placements[(firstSequence - 1) / Batch]);
        return Append(target, at, afterPlacements);
    }

    public int LongestCall => beforeId.Length + afterId.Length + afterSequence.Length + afterPlacements.Length + placements.Max(p => p.Length) + 64;

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(target[at..]);
        return at + part.Length;
    }

    private static string Placement(int number)
    {
        var landmark = number < Landmarks ? number : number * 7 % Landmarks;
        var (x, y) = (300 + (number * 37 % 2_900 / 10.0) + 0.37, 200 + (number * 53 % 3_300 / 10.0) + 0.41);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"landmark":{{landmark}},"x":{{x:0.00}},"y":{{y:0.00}},"visibility":"visible","elapsedMs":{{700 + number}}}""");
    }
}
