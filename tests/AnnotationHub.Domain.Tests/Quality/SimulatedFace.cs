using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tests.Quality;

/// <summary>Faces and annotators made from a seed.</summary>
internal static class SimulatedFace
{
    public static LandmarkScheme Scheme { get; } = ShippedSchemes.Find("ibug-68")!;

    public static FaceBox Box { get; } = new(100, 100, 200, 250);

    /// <summary>The mean face with an eye distance of <paramref name="eyesPx"/>, turned, with a little of its own shape.</summary>
    public static PlacedLandmark[] Truth(LandmarkScheme scheme, int seed, double eyesPx = 100, double turnRadians = 0)
    {
        var random = new Random(seed);
        var place = new Similarity(eyesPx * Math.Cos(turnRadians), eyesPx * Math.Sin(turnRadians), 200, 200);
        return [.. scheme.MeanShape.Select(p => new PlacedLandmark(place.Apply(p + (Noise(random) * 0.01)), Visibility.Visible))];
    }

    public static PlacedLandmark[] Label(PlacedLandmark[] truth, int seed, double sigmaPx, ImagePoint bias = default)
    {
        var random = new Random(seed);
        return [.. truth.Select(t => t with { Point = t.Point + (Noise(random) * sigmaPx) + bias })];
    }

    public static PlacedLandmark[] Mirrored(LandmarkScheme scheme, PlacedLandmark[] label) => [.. scheme.Mirrors.Select(m => label[m])];

    public static PlacedLandmark[] Moved(PlacedLandmark[] label, Similarity move) => [.. label.Select(l => l with { Point = move.Apply(l.Point) })];

    private static ImagePoint Noise(Random random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        var angle = 2 * Math.PI * random.NextDouble();
        return new ImagePoint(radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
