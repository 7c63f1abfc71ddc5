using System.Text;
using AnnotationHub.Domain.Datasets;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class ReleaseManifestTests
{
    [Fact]
    public void ToJson_ReadBack_IsTheSame()
    {
        var manifest = Manifest();

        var read = ReleaseManifest.FromJson(manifest.ToJson());

        Assert.Equal(manifest with { Files = [] }, read with { Files = [] });
        Assert.Equal(manifest.Files, read.Files);
    }

    [Fact]
    public void ToJson_Names_AreReadableAndInCamelCase()
    {
        var text = Encoding.UTF8.GetString(Manifest().ToJson());

        Assert.Contains("\"projectName\": \"人脸\"", text, StringComparison.Ordinal);
        Assert.Contains("\"convention\": \"centre of the first pixel 0.5\"", text, StringComparison.Ordinal);
        Assert.Contains("\"sizeBytes\": 12", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ChecksumList_Files_AreWhatSha256sumTakes() =>
        Assert.Equal("aa  a.json\nbb  b.csv\n", Encoding.UTF8.GetString(ChecksumList.Write([("a.json", "aa"), ("b.csv", "bb")])));

    [Fact]
    public void ChecksumList_NameWithALineBreak_IsRefused() => Assert.Throws<ArgumentException>(() => ChecksumList.Write([("a\nb", "aa")]));

    private static ReleaseManifest Manifest() => new(
        2, "p1", "人脸", "ibug-68", 1, 10, 4, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), "AnnotationHub 1.0", "RACX", ReleaseManifest.UprightOrientation,
        [new ManifestFile("faces.csv", "csv", "centre of the first pixel 0.5", 12, "aa")]);
}
