using System.Globalization;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>How long a scripted person takes for the sample faces in each way, and how the goal of half the time stands.</summary>
internal static class LabelingTimeBenchmark
{
    private const int Faces = 20;
    private const double Goal = 0.5;
    private static readonly double[] SigmasPercent = [0.5, 1, 1.5, 2];

    /// <summary><c>[scheme] [--faces FILE] [--modes N]</c>: other faces than the samples, to choose a setting by; fewer modes than the shipped model has.</summary>
    public static int Run(string[] arguments)
    {
        var key = arguments.FirstOrDefault() is { } first && !first.StartsWith('-') ? first : "wflw-98";
        var scheme = ShippedSchemes.Find(key);
        if (scheme is null || ShapeModelFile.Shipped(key) is not { } model)
        {
            Console.Error.WriteLine("labeling-time [ibug-68 | cheekbone-72 | wflw-98] [--faces FILE] [--modes N]");
            return 2;
        }

        if (ValueOf(arguments, "--modes") is { } modes) model = WithModes(model, int.Parse(modes, CultureInfo.InvariantCulture));
        var faces = ValueOf(arguments, "--faces") is { } file ? Read(scheme, file, int.MaxValue) : Read(scheme, SampleFile(scheme), Faces);
        Console.WriteLine($"{scheme.Key}, {faces.Count} faces, {model.Modes.Length} modes, 1366 x 768, the face as large as it fits ({faces.Average(f => f.NormalizingPx):0} px between the outer eye corners)");
        foreach (var sigma in SigmasPercent) Report(Trial.Run(faces, new Hand(), sigma, model), sigma);
        return 0;
    }

    private static string? ValueOf(string[] arguments, string option) => arguments.SkipWhile(a => a != option).Skip(1).FirstOrDefault();

    // What the weaker modes explained becomes noise, spread evenly, as where a model is learned.
    private static ShapeModel WithModes(ShapeModel model, int count)
    {
        var left = model.Modes.Skip(count).Sum(mode => mode.Sum(v => v * v)) / (2 * model.Mean.Length);
        return model with { Modes = [.. model.Modes.Take(count)], Noise = Math.Sqrt((model.Noise * model.Noise) + left) };
    }

    private static void Report(IReadOnlyList<WayResult> results, double sigmaPercent)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nA placement misses by {sigmaPercent} % on each axis:\n"));
        Console.WriteLine("| way | s per face | s per landmark | travel px per face | px per landmark | left within, sigmas | final error % |\n|---|---:|---:|---:|---:|---:|---:|");
        foreach (var r in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {r.Name} | {r.SecondsPerFace:0.0} | {r.SecondsPerLandmark:0.00} | {r.TravelPxPerFace:0} | {r.TravelPxPerLandmark:0} | {r.TolerancePerSigma:0.00} | {r.ErrorPercent:0.00} |"));
        }

        double Of(string name) => results.Single(r => r.Name == name).SecondsPerFace;
        var best = results.Take(4).MinBy(r => r.SecondsPerFace)!;
        foreach (var other in (string[])[Trial.ClickAndDrag, Trial.Skeleton])
        {
            var share = best.SecondsPerFace / Of(other);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.Name} takes {share:0.00} of {other}: the goal of {Goal} is {(share <= Goal ? "met" : "missed")}."));
        }
    }

    private static string SampleFile(LandmarkScheme scheme)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "sample-images", $"landmarks.{scheme.Key}.coco.json");
    }

    private static List<ScreenFace> Read(LandmarkScheme scheme, string file, int most)
    {
        using var coco = JsonDocument.Parse(File.ReadAllText(file));
        return [.. coco.RootElement.GetProperty("annotations").EnumerateArray().Take(most).Select(a =>
        {
            var numbers = a.GetProperty("keypoints").EnumerateArray().Select(n => n.GetDouble()).ToArray();
            return ScreenFace.Of(scheme, [.. Enumerable.Range(0, scheme.Count).Select(i => new ImagePoint(numbers[3 * i], numbers[(3 * i) + 1]))]);
        })];
    }
}
