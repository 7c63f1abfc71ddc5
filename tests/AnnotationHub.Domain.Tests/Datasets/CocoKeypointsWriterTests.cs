using System.Text.Json;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;
using CsCheck;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class CocoKeypointsWriterTests
{
    [Fact]
    public async Task Write_OneFace_IsThisText()
    {
        var text = await CocoAsync([Face(1, "p1")]);

        var lines = text.Split('\n');
        Assert.StartsWith("{\"info\":{\"description\":\"示例 \\\"project\\\"\",\"version\":\"3\",\"year\":2026,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "{\"id\":1,\"image_id\":1,\"category_id\":1,\"iscrowd\":0,\"area\":15660,\"bbox\":[90.12,40,120,130.5],\"keypoints\":[100,49.75,2,0,0,0,102,51.75,1,0,0,0,104,53.75,2,",
            lines[1],
            StringComparison.Ordinal);
        Assert.Contains("\"num_keypoints\":66,\"attributes\":{\"trace_code\":\"T-1\",\"annotations\":3,\"annotators\":[\"A1\",\"A2\",\"A3\"],\"agreement_percent\":4.57,\"predicted_error_percent\":2.5,\"origin\":\"consensus\",\"visibility\":\"vsoxvvv", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"keypoints_covariance\":[1,0.25,2,2,0.25,2,", lines[1], StringComparison.Ordinal);
        Assert.Equal($"{{\"id\":1,\"file_name\":\"脸.jpg\",\"width\":640,\"height\":480,\"source_id\":\"p1\",\"sha256\":\"{new string('a', 64)}\"}}", lines[3]);
    }

    [Fact]
    public async Task Write_Category_HasNamesAndSkeletonFromOne()
    {
        using var json = JsonDocument.Parse(await CocoAsync([Face(1, "p1")]));

        var category = json.RootElement.GetProperty("categories")[0];
        Assert.Equal(Scheme.Landmarks.Select(l => l.Name), category.GetProperty("keypoints").EnumerateArray().Select(k => k.GetString()));
        var edges = category.GetProperty("skeleton").EnumerateArray().Select(e => (e[0].GetInt32(), e[1].GetInt32())).ToList();
        Assert.Equal((1, 2), edges[0]);
        Assert.Contains((42, 37), edges);
        Assert.Equal(68, edges.Max(e => Math.Max(e.Item1, e.Item2)));
    }

    [Fact]
    public async Task Write_NoFaces_IsStillADocument()
    {
        using var json = JsonDocument.Parse(await CocoAsync([]));

        Assert.Equal(0, json.RootElement.GetProperty("annotations").GetArrayLength());
        Assert.Equal(0, json.RootElement.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public void Write_ReadBack_IsEqualToHalfAHundredth() => Faces.Sample(faces =>
    {
        var file = CocoKeypointsReader.Read(Utf8(CocoAsync(faces).GetAwaiter().GetResult()), Scheme);

        Assert.Empty(file.Problems);
        var read = file.Images.SelectMany(i => i.Faces.Select(f => (i.FileName, Face: f))).ToList();
        Assert.Equal(faces.Length, read.Count);
        for (var i = 0; i < faces.Length; i++) AssertEqual(faces[i], read[i].FileName, read[i].Face);
    }, iter: 30);

    [Fact]
    public async Task Write_ManyFaces_KeepsTheirOrderAndReports()
    {
        var progress = new Collected();
        using var output = new MemoryStream();
        using var spool = new MemoryStream();

        var counts = await CocoKeypointsWriter.WriteAsync(Stream(Enumerable.Range(1, 1000).Select(i => Face(i, $"p{i / 3}"))), Scheme, Info, output, spool, progress);

        Assert.Equal(new WrittenCounts(1000, 334), counts);
        Assert.Equal(1000, progress.Values[^1]);
        Assert.True(progress.Values.SequenceEqual(progress.Values.Order()));
        using var json = JsonDocument.Parse(output.ToArray());
        Assert.Equal(
            Enumerable.Range(1, 1000).Select(i => ($"T-{i}", i, (i / 3) + 1)),
            json.RootElement.GetProperty("annotations").EnumerateArray().Select(a => (
                a.GetProperty("attributes").GetProperty("trace_code").GetString()!, a.GetProperty("id").GetInt32(), a.GetProperty("image_id").GetInt32())));
    }

    [Fact]
    public async Task Write_NotFinite_IsRefusedByTraceCode()
    {
        var face = Face(5, "p");
        var broken = face with { Landmarks = face.Landmarks.SetItem(9, PlacedLandmark.At(double.NaN, 1)) };

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => CocoAsync([Face(1, "p"), broken]));

        Assert.Contains("T-5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_DlibInCocoOutCocoIn_IsWhatCameIn()
    {
        var parts = string.Concat(Enumerable.Range(0, 68).Select(i => $"<part name='{i:00}' x='{(i * 37) % 500}' y='{(i * 91) % 375}'/>"));
        var xml = $"<?xml version='1.0' encoding='ISO-8859-1'?><dataset><images><image file='a.jpg'><box top='90' left='194' width='37' height='37'>{parts}</box></image></images></dataset>";
        await AssertRoundTripAsync(DlibXmlReader.Read(Utf8(xml), Scheme));
    }

    [Fact]
    public async Task Write_RealDlibFileInCocoOutCocoIn_IsWhatCameIn()
    {
        var path = RealFaces();
        Assert.SkipUnless(path is not null, "No shared/data/faces/faces.xml beside the repository.");
        await using var file = File.OpenRead(path!);
        await AssertRoundTripAsync(DlibXmlReader.Read(file, Scheme));
    }

    private static async Task AssertRoundTripAsync(LandmarkFile dlib)
    {
        Assert.Empty(dlib.Problems);
        var faces = dlib.Images.SelectMany(i => i.Faces.Select(f => Face(f.Line, i.FileName, i.FileName) with { Box = f.Box, Landmarks = f.Landmarks!.Value })).ToList();
        Assert.NotEmpty(faces);

        var coco = CocoKeypointsReader.Read(Utf8(await CocoAsync(faces)), Scheme);

        Assert.Equal(
            dlib.Images.Select(i => (i.FileName, Faces: string.Join(';', i.Faces.Select(f => f.Box + string.Join(',', f.Landmarks!.Value))))),
            coco.Images.Select(i => (i.FileName, Faces: string.Join(';', i.Faces.Select(f => f.Box + string.Join(',', f.Landmarks!.Value))))));
    }

    private static void AssertEqual(FinishedFace written, string fileName, ImportedFace read)
    {
        Assert.Equal(written.Photograph.FileName, fileName);
        for (var l = 0; l < Scheme.Count; l++)
        {
            var (was, isNow) = (written.Landmarks[l], read.Landmarks!.Value[l]);
            var expected = was.Visibility is Visibility.SelfOccluded ? Visibility.Outside : was.Visibility;
            Assert.Equal(expected, isNow.Visibility);
            if (isNow.HasPosition) Assert.True(was.Point.DistanceTo(isNow.Point) <= 0.005 * Math.Sqrt(2) + 1e-9, $"{was.Point} is now {isNow.Point}");
        }
    }

    private static string? RealFaces()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) continue;
            var path = Path.Combine(folder.FullName, "..", "shared", "data", "faces", "faces.xml");
            return File.Exists(path) ? path : null;
        }

        return null;
    }

    private sealed class Collected : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public void Report(int value) => Values.Add(value);
    }
}
