using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// The starting shape of an offer. Where a client has sent shapes, known faces have one as well, else the lack of it would tell which they are: their
/// truth, turned, scaled and shifted, with noise, as a program's guess is off. All stand in the middle of a pixel: no decimal tells one from the other.
/// </summary>
internal static class OfferedShape
{
    /// <summary>So many landmarks say where a face is.</summary>
    private const int LeastLandmarks = 3;

    private const double TurnRadians = 0.05;
    private const double ScaleShare = 0.04;
    private const double ShiftShare = 0.03;
    private const double NoiseShare = 0.02;

    /// <summary>What the client has sent; what it left out stands where the rest makes it likely. Null where it says too little.</summary>
    public static IReadOnlyList<PointMessage>? OfClient(string schemeKey, IReadOnlyList<PlacedLandmark> shape)
    {
        List<KeyValuePair<int, ImagePoint>> known = [.. shape.Select((l, i) => (l, i)).Where(p => p.l.HasPosition && p.l.Point.IsFinite).Select(p => KeyValuePair.Create(p.i, p.l.Point))];
        if (known.Count < LeastLandmarks) return null;
        if (known.Count == shape.Count) return [.. known.Select(k => Middle(k.Value))];
        return ShapeModelFile.Shipped(schemeKey)?.Complete(known) is { } whole ? [.. whole.Select(Middle)] : null;
    }

    /// <param name="taskId">Seeds it: the same face is always offered the same.</param>
    public static IReadOnlyList<PointMessage>? OfKnownFace(string schemeKey, Guid taskId, IReadOnlyList<PlacedLandmark> truth, FaceBox box)
    {
        if (ShippedSchemes.Find(schemeKey) is not { } scheme || OfClient(schemeKey, truth) is not { } whole) return null;
        var random = new Random(BitConverter.ToInt32(taskId.ToByteArray(bigEndian: true), 12));
        double Next(double most) => most * ((2 * random.NextDouble()) - 1);
        var distance = FaceNormalizer.Distance(scheme, l => truth[l].HasPosition ? truth[l].Point : null, box);
        var (turn, scale) = (Next(TurnRadians), 1 + Next(ScaleShare));
        var (cos, sin) = (scale * Math.Cos(turn), scale * Math.Sin(turn));
        var (middleX, middleY) = (whole.Average(p => p.X), whole.Average(p => p.Y));
        var (shiftX, shiftY) = (middleX + Next(ShiftShare * distance), middleY + Next(ShiftShare * distance));
        return [.. whole.Select(p => Middle(new ImagePoint(
            shiftX + (cos * (p.X - middleX)) - (sin * (p.Y - middleY)) + Next(NoiseShare * distance),
            shiftY + (sin * (p.X - middleX)) + (cos * (p.Y - middleY)) + Next(NoiseShare * distance))))];
    }

    /// <summary>Whether this known face has one, where of the project's ordinary faces this share has: the same face always the same.</summary>
    public static bool IsGiven(Guid taskId, double share) => (uint)BitConverter.ToInt32(taskId.ToByteArray(bigEndian: true), 8) / (double)uint.MaxValue < share;

    private static PointMessage Middle(ImagePoint p) => new(Math.Floor(p.X) + 0.5, Math.Floor(p.Y) + 0.5);
}
