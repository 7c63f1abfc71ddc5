using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Images.Intake;
using AnnotationHub.Web.Projects;
using AnnotationHub.Web.Tests.Images.Intake;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>Real photographs in by a client's upload, with their landmarks as known truth, and out again as a release.</summary>
public sealed class RealPhotographReleaseTests
{
    private const double TolerancePx = 0.01;

    [Fact]
    public async Task Release_OfRealFacesKnownFromTheirFile_IsWhatTheFileSays()
    {
        var folder = RealFaces();
        Assert.SkipUnless(folder is not null, "No shared/data/faces beside the repository.");
        await using var world = await IntakeWorld.CreateAsync();
        var upload = await world.UploadAsync(LandmarkUse.Gold, [.. Directory.GetFiles(folder!).Where(f => f.EndsWith(".jpg", StringComparison.Ordinal) || f.EndsWith(".xml", StringComparison.Ordinal))
            .Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))]);
        Assert.Equal(18, upload.Faces);

        var released = await ReleaseAsync(world);

        await using var xml = File.OpenRead(Path.Combine(folder!, "faces.xml"));
        var given = DlibXmlReader.Read(xml, world.Project.Scheme);
        Assert.Equal(18, given.FaceCount);
        foreach (var image in given.Images)
        {
            var faces = released.Find(image.FileName)!.Faces;
            Assert.Equal((image.Faces.Length, image.WidthPx, image.HeightPx), (faces.Length, released.Find(image.FileName)!.WidthPx, released.Find(image.FileName)!.HeightPx));
            foreach (var (before, after) in image.Faces.Zip(faces))
            {
                for (var l = 0; l < before.Landmarks!.Value.Length; l++)
                    Assert.InRange(before.Landmarks.Value[l].Point.DistanceTo(after.Landmarks!.Value[l].Point), 0, TolerancePx);
            }
        }
    }

    private static async Task<LandmarkFile> ReleaseAsync(IntakeWorld world)
    {
        var releases = new ReleaseStore(world.Database);
        var projects = new ProjectStore(world.Database);
        var owner = (await projects.FindAsync(world.ProjectId))!.OwnerId;
        var files = new ReleaseFiles(new FinishedFaceReader(world.Database), new ReleaseAudits(world.Database), world.Store, TimeProvider.System);
        var node = new ReleaseBuilder(projects, new ReleaseLeases(world.Database), files, TimeProvider.System, Options.Create(new DatasetsOptions()), NullLogger<ReleaseBuilder>.Instance);
        var number = (await releases.RequestAsync(world.ProjectId, owner, DateTimeOffset.UtcNow)).Started;
        Assert.Equal(BuildOutcome.Ready, await node.BuildAsync((await node.ClaimAsync(world.ProjectId, number, default))!, default));
        var coco = (await releases.FilesAsync(world.ProjectId, number)).Single(f => f.FileName == ReleaseFiles.CocoName);
        await using var content = await world.Store.OpenAsync(coco.Sha256);
        return CocoKeypointsReader.Read(content!, world.Project.Scheme);
    }

    private static string? RealFaces()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) continue;
            var faces = Path.Combine(folder.FullName, "..", "shared", "data", "faces");
            return Directory.Exists(faces) ? faces : null;
        }

        return null;
    }
}
