using System.Globalization;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>How long a scripted person takes for the sample faces in each way, and how the goal of half the time stands.</summary>
internal static class LabelingTimeBenchmark
{
    private const int Faces = 20;
    private const double Goal = 0.5;
    private static readonly double[] SigmasPercent = [0.5, 1, 1.5, 2];

    public static int Run(string[] arguments)
    {
        var scheme = ShippedSchemes.Find(arguments.FirstOrDefault() ?? "wflw-98");
        if (scheme is null)
        {
            Console.Error.WriteLine("labeling-time [ibug-68 | cheekbone-72 | wflw-98]");
            return 2;
        }

        var faces = Load(scheme);
        Console.WriteLine($"{scheme.Key}, {faces.Count} faces, 1366 x 768, the face as large as it fits ({faces.Average(f => f.NormalizingPx):0} px between the outer eye corners)");
        foreach (var sigma in SigmasPercent) Report(Trial.Run(faces, new Hand(), sigma), sigma);
        return 0;
    }

    private static void Report(IReadOnlyList<WayResult> results, double sigmaPercent)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nA placement misses by {sigmaPercent} % on each axis:\n"));
        Console.WriteLine("| way | s per face | s per landmark | travel px per face | px per landmark | final error % |\n|---|---:|---:|---:|---:|---:|");
        foreach (var r in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {r.Name} | {r.SecondsPerFace:0.0} | {r.SecondsPerLandmark:0.00} | {r.TravelPxPerFace:0} | {r.TravelPxPerLandmark:0} | {r.ErrorPercent:0.00} |"));
        }

        double Of(string name) => results.Single(r => r.Name == name).SecondsPerFace;
        var best = results.Take(4).MinBy(r => r.SecondsPerFace)!;
        foreach (var other in (string[])[Trial.ClickAndDrag, Trial.Skeleton])
        {
            var share = best.SecondsPerFace / Of(other);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.Name} takes {share:0.00} of {other}: the goal of {Goal} is {(share <= Goal ? "met" : "missed")}."));
        }
    }

    private static List<ScreenFace> Load(LandmarkScheme scheme)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) folder = folder.Parent;
        using var coco = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!.FullName, "sample-images", $"landmarks.{scheme.Key}.coco.json")));
        return [.. coco.RootElement.GetProperty("annotations").EnumerateArray().Take(Faces).Select(a =>
        {
            var numbers = a.GetProperty("keypoints").EnumerateArray().Select(n => n.GetDouble()).ToArray();
            return ScreenFace.Of(scheme, [.. Enumerable.Range(0, scheme.Count).Select(i => new ImagePoint(numbers[3 * i], numbers[(3 * i) + 1]))]);
        })];
    }
}
