using System.Text.Json;

namespace AnnotationHub.Domain.Tests.SampleFaces;

/// <summary>The committed folder <c>sample-images</c>, read as a stranger would read it.</summary>
internal static class SampleImages
{
    public static string Folder { get; } = Find();

    public static CocoTruth Truth(string scheme)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"landmarks.{scheme}.coco.json")));
        var images = json.RootElement.GetProperty("images").EnumerateArray()
            .Select(i => new CocoImage(i.GetProperty("id").GetInt32(), i.GetProperty("file_name").GetString()!, i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32()))
            .ToList();
        var faces = json.RootElement.GetProperty("annotations").EnumerateArray()
            .Select(a => new CocoTruthFace(
                images.Single(i => i.Id == a.GetProperty("image_id").GetInt32()),
                [.. a.GetProperty("bbox").EnumerateArray().Select(v => v.GetDouble())],
                [.. a.GetProperty("keypoints").EnumerateArray().Select(v => v.GetDouble()).Chunk(3).Select(k => (k[0], k[1], (int)k[2]))],
                a.GetProperty("attributes").GetProperty("visibility").GetString()!))
            .ToList();
        var names = json.RootElement.GetProperty("categories")[0].GetProperty("keypoints").EnumerateArray().Select(n => n.GetString()!).ToList();
        return new CocoTruth(names, images, faces);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln")))
                return Path.Combine(folder.FullName, "sample-images");
        }

        throw new DirectoryNotFoundException("No AnnotationHub.sln above the tests.");
    }
}

internal sealed record CocoTruth(IReadOnlyList<string> Names, IReadOnlyList<CocoImage> Images, IReadOnlyList<CocoTruthFace> Faces);

internal sealed record CocoImage(int Id, string File, int Width, int Height);

/// <summary>Keypoints are 0-based pixel indices with v = 0, 1 or 2.</summary>
internal sealed record CocoTruthFace(CocoImage Image, IReadOnlyList<double> Box, IReadOnlyList<(double X, double Y, int V)> Keypoints, string Visibility);
