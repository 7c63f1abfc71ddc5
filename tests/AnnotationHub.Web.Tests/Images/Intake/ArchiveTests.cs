using System.IO.Compression;
using System.Text;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Images.Intake;

namespace AnnotationHub.Web.Tests.Images.Intake;

public sealed class ArchiveTests : IAsyncLifetime
{
    private IntakeWorld world = null!;

    public async ValueTask InitializeAsync() => world = await IntakeWorld.CreateAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Upload_Archive_TakesItsPhotographsAndLandmarks()
    {
        var zip = IntakeWorld.Zip(
            ("set/faces.xml", IntakeWorld.Dlib(("one.jpg", [(1, 2, 30, 31, []), (50, 2, 30, 31, [])]))),
            ("set/one.jpg", TestPictures.JpegNumber(1)),
            ("set/two.png", TestPictures.Png()),
            ("__MACOSX/set/._one.jpg", [0, 5, 22, 7]),
            ("set/.DS_Store", [0, 0, 0, 1]));
        var report = await world.UploadAsync(("album.zip", zip));
        Assert.Equal(
            [("album.zip/set/faces.xml", FileStatus.Accepted, 0), ("album.zip/set/one.jpg", FileStatus.Accepted, 2), ("album.zip/set/two.png", FileStatus.Accepted, 1)],
            report.Files.Select(f => (f.Name, f.Status, f.Faces)));
    }

    [Fact]
    public async Task Upload_TwoArchivesWithTheSameNames_KeepTheirOwnLandmarks()
    {
        byte[] Album(int number) => IntakeWorld.Zip(
            ("a.jpg", TestPictures.JpegNumber(number)),
            ("faces.xml", IntakeWorld.Dlib(("a.jpg", [(number, number, 30, 30, [])]))));
        await world.UploadAsync(("one.zip", Album(1)), ("two.zip", Album(2)));
        Assert.Equal([new FaceBox(1, 1, 30, 30), new(2, 2, 30, 30)], (await world.TasksAsync()).Select(t => t.Box).OrderBy(b => b.X));
    }

    [Fact]
    public async Task Upload_NamesThatLeadOutOfTheArchive_AreReportedAndNothingIsWrittenThere()
    {
        var zip = IntakeWorld.Zip(
            ("../../escaped.jpg", TestPictures.JpegNumber(1)),
            ("/etc/escaped.jpg", TestPictures.JpegNumber(2)),
            ("C:\\escaped.jpg", TestPictures.JpegNumber(3)),
            ("good.jpg", TestPictures.JpegNumber(4)));
        var report = await world.UploadAsync(("evil.zip", zip));
        Assert.Equal(["Archive.UnsafeName", "Archive.UnsafeName", "Archive.UnsafeName", null], report.Files.Select(f => f.Reason?.Key));
        Assert.Contains("../../escaped.jpg", report.Files[0].Name, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(world.ImageFolder)!, "escaped*", SearchOption.AllDirectories));
        Assert.Equal((1L, 1L, 1L, 0), await world.CountsAsync());
    }

    [Fact]
    public async Task Upload_Bomb_IsRefusedAndTheRestTaken()
    {
        var zip = IntakeWorld.Zip(("bomb.jpg", [.. TestPictures.Jpeg(), .. new byte[20_000_000]]), ("good.jpg", TestPictures.JpegNumber(1)));
        Assert.InRange(zip.Length, 1, 100_000);
        var report = await world.UploadAsync(("bomb.zip", zip));
        Assert.Equal(["Archive.Ratio", null], report.Files.Select(f => f.Reason?.Key));
    }

    [Fact]
    public async Task Upload_BombThatLiesAboutItsSize_IsNeverUnpackedBeyondItsClaim()
    {
        var zip = IntakeWorld.Zip(("bomb.jpg", [.. TestPictures.Jpeg(), .. new byte[20_000_000]]));
        OverwriteSizes(zip, claimed: 600);
        var report = await world.UploadAsync(("bomb.zip", zip));
        Assert.Equal(FileStatus.Rejected, Assert.Single(report.Files).Status);
        Assert.Equal((0L, 0L, 0L, 0), await world.CountsAsync());
    }

    [Fact]
    public async Task Upload_NestedArchiveAndLink_AreRefused()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("link.jpg");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var stream = link.Open()) stream.Write("/etc/passwd"u8);
            using (var stream = zip.CreateEntry("inner.zip").Open()) stream.Write(IntakeWorld.Zip(("a.jpg", TestPictures.Jpeg())));
        }

        var report = await world.UploadAsync(("outer.zip", packed.ToArray()));
        Assert.Equal(["Archive.Link", "Archive.Nested"], report.Files.Select(f => f.Reason?.Key));
    }

    [Fact]
    public async Task Upload_MoreEntriesThanAllowed_IsRefusedAsAWhole()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i <= IntakeLimits.MaxEntries; i++) zip.CreateEntry($"{i}.jpg", CompressionLevel.NoCompression);
        }

        var report = await world.UploadAsync(("many.zip", packed.ToArray()));
        Assert.Equal(new FileReport("many.zip", FileStatus.Rejected, report.Files[0].Reason), Assert.Single(report.Files));
        Assert.Equal("Archive.TooManyEntries", report.Files[0].Reason!.Key);
    }

    [Fact]
    public async Task Upload_NamesInGb18030AndUtf8_AreRead()
    {
        var chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var windows = IntakeWorld.Zip(chinese, ("照片/张三.jpg", TestPictures.JpegNumber(1)));
        var mac = IntakeWorld.Zip(("照片/李四.jpg", TestPictures.JpegNumber(2)));
        var report = await world.UploadAsync(("w.zip", windows), ("m.zip", mac));
        Assert.Equal(["w.zip/照片/张三.jpg", "m.zip/照片/李四.jpg"], report.Files.Select(f => f.Name));
    }

    [Fact]
    public async Task Upload_ArchiveCutOff_IsReportedAsDamaged()
    {
        var zip = IntakeWorld.Zip(("a.jpg", TestPictures.Jpeg()));
        var report = await world.UploadAsync(("cut.zip", zip[..(zip.Length / 2)]), ("good.jpg", TestPictures.JpegNumber(1)));
        Assert.Equal(["Archive.Damaged", null], report.Files.Select(f => f.Reason?.Key));
    }

    // The uncompressed sizes in the local header and in the directory.
    private static void OverwriteSizes(byte[] zip, int claimed)
    {
        for (var i = 0; i < zip.Length - 30; i++)
        {
            if (zip.AsSpan(i).StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4])) BitConverter.TryWriteBytes(zip.AsSpan(i + 22), claimed);
            if (zip.AsSpan(i).StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 1, 2])) BitConverter.TryWriteBytes(zip.AsSpan(i + 24), claimed);
        }
    }
}
