using System.Text;
using AnnotationHub.Domain.Datasets.Import;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class LandmarkFilesTests
{
    [Theory]
    [InlineData("a.xml", "<?xml version='1.0'?><dataset>", LandmarkFileFormat.DlibXml)]
    [InlineData("a", "\uFEFF\n<dataset>", LandmarkFileFormat.DlibXml)]
    [InlineData("a.json", "  {\"images\":[]}", LandmarkFileFormat.CocoKeypoints)]
    [InlineData("a.pts", "n_points: 3\n{", LandmarkFileFormat.IbugPts)]
    [InlineData("list.txt", "12.5 13.5 14", LandmarkFileFormat.WflwList)]
    public void Recognize_KnownBeginning_IsItsFormat(string name, string beginning, LandmarkFileFormat expected) =>
        Assert.Equal(expected, LandmarkFiles.Recognize(name, Encoding.UTF8.GetBytes(beginning)));

    [Theory]
    [InlineData("readme.txt", "Photographs of")]
    [InlineData("a.csv", "12,13")]
    [InlineData("empty.txt", "")]
    public void Recognize_OtherText_IsNone(string name, string beginning) =>
        Assert.Null(LandmarkFiles.Recognize(name, Encoding.UTF8.GetBytes(beginning)));

    [Fact]
    public void Recognize_Jpeg_IsNone() => Assert.Null(LandmarkFiles.Recognize("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0]));

    [Fact]
    public void Recognize_Utf16Xml_IsDlib() =>
        Assert.Equal(LandmarkFileFormat.DlibXml, LandmarkFiles.Recognize("a.xml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml")]));

    [Fact]
    public void Find_PathNameAndStem_AllLeadToTheImage()
    {
        var file = new LandmarkFile([Image("dir/A.jpg"), Image("b")], [], 0);

        Assert.Equal("dir/A.jpg", file.Find("dir\\a.JPG")?.FileName);
        Assert.Equal("dir/A.jpg", file.Find("elsewhere/a.jpg")?.FileName);
        Assert.Equal("b", file.Find("x/b.png")?.FileName);
        Assert.Null(file.Find("c.jpg"));
    }

    [Fact]
    public void Find_NameInTwoFolders_IsNotGuessed()
    {
        var file = new LandmarkFile([Image("x/a.jpg"), Image("y/a.jpg")], [], 0);

        Assert.Null(file.Find("a.jpg"));
        Assert.Equal("y/a.jpg", file.Find("y/a.jpg")?.FileName);
    }

    private static ImportedImage Image(string name) => new(name, null, null, []);
}
