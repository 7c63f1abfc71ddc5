using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>What one way of working costs and comes to, on average over faces.</summary>
/// <param name="TolerancePerSigma">What stood nearer than this was left, in multiples of a placement's sigma.</param>
/// <param name="ErrorPercent">Mean distance from the truth, in per cent of the normalising distance.</param>
public sealed record WayResult(string Name, double SecondsPerFace, double TravelPxPerFace, double ErrorPercent, double TolerancePerSigma, int Landmarks)
{
    public double SecondsPerLandmark => SecondsPerFace / Landmarks;

    public double TravelPxPerLandmark => TravelPxPerFace / Landmarks;
}

/// <summary>
/// The same person labels the same faces in every way, and as exactly: in the ways that leave what stands right, the person is as easily satisfied as lets the final
/// error be that of the landmarks placed one by one.
/// </summary>
public static class Trial
{
    public const string PointByPoint = "(a) point by point";
    public const string StartAndDrag = "(b) starting shape and drag";
    public const string StartAndSnap = "(c) starting shape and snap";
    public const string Curves = "(d) curves";
    public const string ClickAndDrag = "landmarker.io, click and drag";
    public const string Skeleton = "CVAT, skeleton";

    private const double ToleranceStep = 1.0 / 128;

    private const double LargestTolerance = 4;

    /// <param name="sigmaPercent">By how much a placement misses on each axis, in per cent of the normalising distance.</param>
    /// <param name="shapes">Of faces of the scheme; null for the one that ships with it.</param>
    public static IReadOnlyList<WayResult> Run(IReadOnlyList<ScreenFace> faces, Hand hand, double sigmaPercent, ShapeModel? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(faces);
        var model = shapes ?? ShapeModelFile.Shipped(faces[0].Scheme.Key) ?? throw new ArgumentException($"No shape model ships with {faces[0].Scheme.Key}.", nameof(faces));
        (string Name, Func<Person, ScreenFace, ImagePoint[]> Way)[] ways =
        [
            (PointByPoint, Ways.PointByPoint),
            (StartAndDrag, (p, f) => Ways.StartAndDrag(p, f, model)),
            (StartAndSnap, (p, f) => Ways.StartAndSnap(p, f, model)),
            (Curves, Ways.Curves),
            (ClickAndDrag, Ways.ClickAndDrag),
            (Skeleton, Ways.Skeleton),
        ];
        WayResult Of(string name, double tolerance)
        {
            var way = ways.Single(w => w.Name == name).Way;
            return Average(name, faces, tolerance, (face, seed) =>
            {
                var person = new Person(hand, sigmaPercent / 100 * face.NormalizingPx, tolerance, seed);
                return (person, way(person, face));
            });
        }

        var placed = Of(PointByPoint, 0);
        return [.. ways.Select(way => way.Name is PointByPoint or ClickAndDrag ? Of(way.Name, 0) : AsExact(placed.ErrorPercent, tolerance => Of(way.Name, tolerance)))];
    }

    /// <summary>The way with the largest tolerance, by halving, at which its error is no larger.</summary>
    private static WayResult AsExact(double errorPercent, Func<double, WayResult> way)
    {
        var (low, high) = (0.0, LargestTolerance);
        var best = way(low);
        while (high - low > ToleranceStep)
        {
            var middle = (low + high) / 2;
            var result = way(middle);
            if (result.ErrorPercent <= errorPercent) (best, low) = (result, middle);
            else high = middle;
        }

        return best;
    }

    private static WayResult Average(string name, IReadOnlyList<ScreenFace> faces, double tolerance, Func<ScreenFace, int, (Person, ImagePoint[])> label)
    {
        var (seconds, travel, error) = (0.0, 0.0, 0.0);
        for (var i = 0; i < faces.Count; i++)
        {
            var (person, placed) = label(faces[i], i);
            seconds += person.Seconds;
            travel += person.TravelPx;
            error += 100 * faces[i].Truth.Zip(placed, Person.Distance).Average() / faces[i].NormalizingPx;
        }

        return new WayResult(name, seconds / faces.Count, travel / faces.Count, error / faces.Count, tolerance, faces[0].Truth.Length);
    }
}
