using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>What one way of working costs and comes to, on average over faces.</summary>
/// <param name="ErrorPercent">Mean distance from the truth, in per cent of the normalising distance.</param>
public sealed record WayResult(string Name, double SecondsPerFace, double TravelPxPerFace, double ErrorPercent, int Landmarks)
{
    public double SecondsPerLandmark => SecondsPerFace / Landmarks;

    public double TravelPxPerLandmark => TravelPxPerFace / Landmarks;
}

/// <summary>The same person labels the same faces in every way.</summary>
public static class Trial
{
    public const string PointByPoint = "(a) point by point";
    public const string StartAndDrag = "(b) starting shape and drag";
    public const string StartAndSnap = "(c) starting shape and snap";
    public const string Curves = "(d) curves";
    public const string ClickAndDrag = "landmarker.io, click and drag";
    public const string Skeleton = "CVAT, skeleton";

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
        return [.. ways.Select(way => Average(way.Name, faces, (face, seed) =>
        {
            var person = new Person(hand, sigmaPercent / 100 * face.NormalizingPx, seed);
            return (person, way.Way(person, face));
        }))];
    }

    private static WayResult Average(string name, IReadOnlyList<ScreenFace> faces, Func<ScreenFace, int, (Person, ImagePoint[])> label)
    {
        var (seconds, travel, error) = (0.0, 0.0, 0.0);
        for (var i = 0; i < faces.Count; i++)
        {
            var (person, placed) = label(faces[i], i);
            seconds += person.Seconds;
            travel += person.TravelPx;
            error += 100 * faces[i].Truth.Zip(placed, Person.Distance).Average() / faces[i].NormalizingPx;
        }

        return new WayResult(name, seconds / faces.Count, travel / faces.Count, error / faces.Count, faces[0].Truth.Length);
    }
}
