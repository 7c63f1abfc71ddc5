using System.Text;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Datasets;

/// <summary>Finished faces, fixed and random, and the ways in and out of streams that the tests share.</summary>
internal static class FinishedFaceSamples
{
    public static LandmarkScheme Scheme { get; } = ShippedSchemes.Find("ibug-68")!;

    public static CocoInfo Info { get; } = new("示例 \"project\"", 3, new DateTimeOffset(2026, 11, 24, 4, 0, 0, TimeSpan.Zero), "AnnotationHub 1.0");

    /// <summary>A face whose landmark i lies at (100.5 + i, 50.25 + i), the first four with one visibility each.</summary>
    public static FinishedFace Face(int number, string photograph, string fileName = "脸.jpg") => new(
        $"T-{number}",
        new FinishedPhotograph(photograph, fileName, 640, 480, new string('a', 64)),
        new FaceBox(90.125, 40, 120, 130.5),
        [.. Enumerable.Range(0, Scheme.Count).Select(i => i == 3
            ? new PlacedLandmark(default, Visibility.Outside)
            : PlacedLandmark.At(100.5 + i, 50.25 + i, i < 3 ? (Visibility)i : Visibility.Visible))],
        [.. Enumerable.Range(0, Scheme.Count).Select(i => new PointCovariance(1 + i, 0.25, 2))],
        3,
        ["A1", "A2", "A3"],
        4.567,
        2.5,
        FaceOrigin.Consensus);

    public static Gen<FinishedFace[]> Faces { get; } =
        from photographs in Gen.Int[1, 4]
        from perPhotograph in Gen.Int[1, 60]
        from points in Gen.Double[-5, 6000].Array[Scheme.Count * 2].Array[photographs * perPhotograph]
        from visibilities in Gen.Int[0, 3].Array[Scheme.Count].Array[photographs * perPhotograph]
        select Enumerable.Range(0, photographs * perPhotograph).Select(i => Face(i, $"p{i / perPhotograph}", $"f{i / perPhotograph}.jpg") with
        {
            Landmarks = [.. Enumerable.Range(0, Scheme.Count).Select(l => Landmark(points[i], l, (Visibility)visibilities[i][l]))],
        }).ToArray();

    public static async IAsyncEnumerable<FinishedFace> Stream(IEnumerable<FinishedFace> faces)
    {
        foreach (var face in faces)
        {
            await Task.Yield();
            yield return face;
        }
    }

    public static async Task<string> CocoAsync(IEnumerable<FinishedFace> faces)
    {
        using var output = new MemoryStream();
        using var spool = new MemoryStream();
        await CocoKeypointsWriter.WriteAsync(Stream(faces), Scheme, Info, output, spool);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static async Task<string> CsvAsync(IEnumerable<FinishedFace> faces)
    {
        using var output = new MemoryStream();
        await CsvFaceWriter.WriteAsync(Stream(faces), Scheme, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    private static PlacedLandmark Landmark(double[] points, int index, Visibility visibility) => visibility == Visibility.Outside
        ? new PlacedLandmark(default, visibility)
        : PlacedLandmark.At(points[2 * index], points[(2 * index) + 1], visibility);
}
