using System.Collections.Immutable;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Hair;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>
/// Learns the shape models that ship with the schemes, from a crowd of drawn faces with many features, turns and expressions. Nothing is
/// rendered: the landmarks alone count.
/// </summary>
internal static class ShapeStudy
{
    private const ulong FirstLearned = 100_000;
    private const ulong FirstUnseen = 900_000;
    private static readonly Camera Camera = new(1000, 1200, 500, 560, 3, 1400);

    /// <summary>Writes <c>KEY.shape.json</c> for every shipped scheme.</summary>
    public static void Write(string folder, int faces)
    {
        var crowd = Crowd(FirstLearned, faces);
        foreach (var scheme in ShippedSchemes.All)
        {
            var model = ShapeLearning.Learn(scheme, [.. crowd.Select(c => c[scheme.Key])])
                ?? throw new InvalidOperationException($"At least {ShapeLearning.MinFaces} faces are needed.");
            using var output = File.Create(Path.Combine(folder, $"{scheme.Key}.shape.json"));
            ShapeModelFile.Write(output, scheme, model);
            Console.WriteLine($"{scheme.Key}: {model.Modes.Length} modes, noise {model.Noise:F4}");
        }
    }

    /// <summary>Writes the landmarks of so many other faces of the same crowd, none of which a shipped model was learned from: the keypoints of a COCO file.</summary>
    public static void WriteUnseen(string file, LandmarkScheme scheme, int faces)
    {
        var annotations = Crowd(FirstUnseen, faces).Select(face => new { keypoints = face[scheme.Key].SelectMany(p => (double[])[Math.Round(p.X, 2), Math.Round(p.Y, 2), 2]) });
        File.WriteAllText(file, JsonSerializer.Serialize(new { annotations }));
    }

    private static Dictionary<string, ImmutableArray<ImagePoint>>[] Crowd(ulong firstSeed, int faces)
    {
        var crowd = new Dictionary<string, ImmutableArray<ImagePoint>>[faces];
        Parallel.For(0, faces, i =>
        {
            var figure = new Figure(Anybody((ulong)i + firstSeed), 0);
            var truth = new FaceTruth(figure, Camera);
            crowd[i] = new()
            {
                ["ibug-68"] = OnPicture(figure, truth.Ibug()),
                ["wflw-98"] = OnPicture(figure, truth.Wflw()),
                ["cheekbone-72"] = OnPicture(figure, truth.Cheekbone()),
            };
        });
        return crowd;
    }

    private static ImmutableArray<ImagePoint> OnPicture(Figure figure, System.Numerics.Vector3[] points) =>
        [.. points.Select(p => Camera.Project(figure.Pose.ToWorld(p))).Select(p => new ImagePoint(p.X, p.Y))];

    private static Sitter Anybody(ulong seed)
    {
        var dice = new Dice(seed);
        var young = dice.Next() < 0.15f;
        return new Sitter(seed, dice.Next() < 0.5f ? 0 : 1, (SkinTone)(int)(dice.Next() * 6), HairColour.Black, new Hairstyle(Cut.None))
        {
            Age = young ? 0 : dice.Next(),
            Childlike = young ? dice.Between(0.4f, 1) : 0,
            Yaw = Math.Clamp(17 * dice.Bell(), -40, 40),
            Pitch = Math.Clamp(8 * dice.Bell(), -16, 16),
            Roll = 8 * dice.Bell(),
            Smile = dice.Next() < 0.6f ? dice.Next() : 0,
            MouthOpen = dice.Next() < 0.3f ? dice.Between(2, 18) : 0,
            EyesOpen = dice.Next() < 0.12f ? dice.Between(0.1f, 0.7f) : dice.Between(0.85f, 1.1f),
            BrowRaise = dice.Next() < 0.25f ? dice.Next() : 0,
        };
    }
}
