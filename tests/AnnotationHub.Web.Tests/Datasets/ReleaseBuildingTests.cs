using System.Security.Cryptography;
using System.Text;
using AnnotationHub.Domain.Datasets;
using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Datasets;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>What a release holds, from the asking to the files; on each engine by a subclass.</summary>
public abstract class ReleaseBuildingTests
{
    protected abstract Task<TestDatabase> NewDatabaseAsync();

    [Fact]
    public async Task Build_AcceptedFaces_WritesThemAndNothingElse()
    {
        await using var world = await WorldAsync();
        var (first, second) = (await world.PhotographAsync("a.jpg"), await world.PhotographAsync("b.jpg"));
        await world.FaceAsync(second, 1, ReleaseWorld.Landmarks(3));
        await world.FaceAsync(first, 2, ReleaseWorld.Landmarks(2));
        await world.FaceAsync(first, 1, ReleaseWorld.Landmarks(1));
        await world.FaceAsync(second, 2, ReleaseWorld.Landmarks(4), "inReview");
        await world.FaceAsync(second, 3, null, "waiting");

        var release = await world.BuildAsync();

        Assert.Equal(("ready", 1.0, 3, 2), (release.State, release.Progress, release.Faces, release.Photographs));
        var coco = CocoKeypointsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(await world.TextAsync(1, ReleaseFiles.CocoName))), ShippedSchemes.Find("ibug-68")!);
        Assert.Empty(coco.Problems);
        Assert.Equal([("a.jpg", 1.0), ("a.jpg", 2.0), ("b.jpg", 3.0)], coco.Images.SelectMany(i => i.Faces.Select(f => (i.FileName, Math.Round(f.Landmarks!.Value[0].Point.X - 100, 9)))));
        Assert.Equal(4, (await world.TextAsync(1, ReleaseFiles.CsvName)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Build_ManyPages_LosesAndDoublesNoFace()
    {
        await using var world = await WorldAsync();
        for (var p = 0; p < 90; p++)
        {
            var photograph = await world.PhotographAsync($"{p}.jpg");
            for (var f = 1; f <= 5; f++) await world.FaceAsync(photograph, f, ReleaseWorld.Landmarks(p + (f / 10.0)));
        }

        await world.BuildAsync();

        var coco = CocoKeypointsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(await world.TextAsync(1, ReleaseFiles.CocoName))), ShippedSchemes.Find("ibug-68")!);
        Assert.Equal(
            Enumerable.Range(0, 90).SelectMany(p => Enumerable.Range(1, 5).Select(f => ($"{p}.jpg", Math.Round(p + (f / 10.0), 2)))),
            coco.Images.SelectMany(i => i.Faces.Select(f => (i.FileName, Math.Round(f.Landmarks!.Value[0].Point.X - 100, 2)))));
    }

    [Fact]
    public async Task Build_Files_AreWhatManifestAndChecksumsSay()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));

        await world.BuildAsync();

        var files = await world.Releases.FilesAsync(world.Project, 1);
        Assert.Equal(["SHA256SUMS", "coco-keypoints.json", "faces.csv", "manifest.json", "quality-report.html", "quality-report.json"], files.Select(f => f.FileName).Order(StringComparer.Ordinal));
        var sums = await world.TextAsync(1, ChecksumList.FileName);
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(await world.TextAsync(1, file.FileName));
            Assert.Equal(file.SizeBytes, bytes.Length);
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            if (file.FileName != ChecksumList.FileName) Assert.Contains($"{file.Sha256}  {file.FileName}\n", sums, StringComparison.Ordinal);
        }

        var manifest = ReleaseManifest.FromJson(Encoding.UTF8.GetBytes(await world.TextAsync(1, ReleaseFiles.ManifestName)));
        Assert.Equal(("示例", "ibug-68", 1, 1), (manifest.ProjectName, manifest.SchemeKey, manifest.Faces, manifest.Photographs));
        Assert.Equal(ReleaseWorld.Start, manifest.AcceptedUntil);
        Assert.All(manifest.Files, f => Assert.Equal(files.Single(w => w.FileName == f.Name).Sha256, f.Sha256));
    }

    [Fact]
    public async Task Build_Annotators_ArePseudonymsOfStandingAnnotations()
    {
        await using var world = await WorldAsync();
        var task = await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.AnnotationAsync(task, await world.UserAsync("P-2"));
        await world.AnnotationAsync(task, await world.UserAsync("P-1"));
        await world.AnnotationAsync(task, await world.UserAsync("P-3"), "rejected");

        var release = await world.BuildAsync();

        Assert.Contains("\"annotators\":[\"P-1\",\"P-2\"]", await world.TextAsync(1, ReleaseFiles.CocoName), StringComparison.Ordinal);
        Assert.Equal(2, QualityReport.FromJson(release.QualityJson!).Counts.Annotators);
    }

    [Fact]
    public async Task Build_ConsensusReplacedAfterTheRequest_CarriesWhatWasAcceptedThen()
    {
        await using var world = await WorldAsync();
        var photograph = await world.PhotographAsync("a.jpg");
        var task = await world.FaceAsync(photograph, 1, ReleaseWorld.Landmarks(0));
        await world.Releases.RequestAsync(world.Project, world.Owner, world.Clock.GetUtcNow());
        await world.ReplaceAsync(task, PackedLandmarks.Pack(ReleaseWorld.Landmarks(7)), ReleaseWorld.Start.AddSeconds(1));
        await world.ReplaceAsync(task, PackedLandmarks.Pack(ReleaseWorld.Landmarks(8)), ReleaseWorld.Start.AddSeconds(2));
        await world.FaceAsync(photograph, 2, ReleaseWorld.Landmarks(9));

        await world.BuildRequestedAsync();
        await world.BuildAsync();

        Assert.Equal([100.0], await FirstLandmarksAsync(world, 1));
        Assert.Equal([108.0, 109.0], await FirstLandmarksAsync(world, 2));
        Assert.Equal(0, await world.Database.ScalarAsync<long>("SELECT COUNT(*) FROM consensus_kept"));
    }

    [Fact]
    public async Task Build_NothingAccepted_IsAnEmptyRelease()
    {
        await using var world = await WorldAsync();

        var release = await world.BuildAsync();

        Assert.Equal(("ready", 0), (release.State, release.Faces));
    }

    [Fact]
    public async Task Verify_AlteredAndMissingFile_AreReported()
    {
        await using var world = await WorldAsync();
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        await world.BuildAsync();
        var verification = new ReleaseVerification(world.Releases, world.Images);
        Assert.Empty(await verification.FindDifferencesAsync(default));

        var files = (await world.Releases.FilesAsync(world.Project, 1)).ToDictionary(f => f.FileName, f => PathOf(world, f.Sha256));
        await File.AppendAllTextAsync(files[ReleaseFiles.CsvName], "x");
        File.Delete(files[ReleaseFiles.CocoName]);

        var differences = await verification.FindDifferencesAsync(default);
        Assert.Equal(2, differences.Count);
        Assert.Contains(differences, d => d.Contains("coco-keypoints.json", StringComparison.Ordinal) && d.EndsWith("is missing", StringComparison.Ordinal));
        Assert.Contains(differences, d => d.Contains("faces.csv does not hash", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<double>> FirstLandmarksAsync(ReleaseWorld world, int number)
    {
        var coco = CocoKeypointsReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(await world.TextAsync(number, ReleaseFiles.CocoName))), ShippedSchemes.Find("ibug-68")!);
        return coco.Images.SelectMany(i => i.Faces).Select(f => f.Landmarks!.Value[0].Point.X);
    }

    private static string PathOf(ReleaseWorld world, string address) => Directory.GetFiles(world.ImagesFolder, address, SearchOption.AllDirectories).Single();

    private async Task<ReleaseWorld> WorldAsync() => await ReleaseWorld.CreateAsync(await NewDatabaseAsync());
}

public sealed class SqliteReleaseBuildingTests : ReleaseBuildingTests
{
    protected override Task<TestDatabase> NewDatabaseAsync() => TestDatabase.SqliteAsync();
}

public sealed class SqlServerReleaseBuildingTests : ReleaseBuildingTests
{
    protected override Task<TestDatabase> NewDatabaseAsync() => TestDatabase.SqlServerAsync();
}
