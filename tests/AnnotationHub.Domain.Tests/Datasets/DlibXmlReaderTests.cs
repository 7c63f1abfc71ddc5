using System.Text;
using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class DlibXmlReaderTests
{
    [Fact]
    public void Read_WholeNumbers_ArePixelCentresAndBoxesStay()
    {
        var file = Read(Document(Parts(68)));

        var face = Assert.Single(Assert.Single(file.Images).Faces);
        Assert.Empty(file.Problems);
        Assert.Equal(new FaceBox(10, 20, 100, 110), face.Box);
        Assert.False(face.IsBoxGuessed);
        Assert.Equal(PlacedLandmark.At(0.5, 100.5), face.Landmarks!.Value[0]);
        Assert.Equal(PlacedLandmark.At(67.5, 167.5), face.Landmarks.Value[67]);
    }

    [Fact]
    public void Read_StatedSize_IsKept()
    {
        var image = Assert.Single(Read(Document("").Replace("file='a.jpg'", "file='.\\dir\\a.jpg' width='640' height='480'", StringComparison.Ordinal)).Images);

        Assert.Equal(("dir/a.jpg", 640, 480), (image.FileName, image.WidthPx, image.HeightPx));
    }

    [Theory]
    [InlineData("d3", 0)]
    [InlineData("d2", 1)]
    public void Read_NumbersInAnyOrderAndBase_AreMatchedByNumber(string format, int first)
    {
        var parts = string.Concat(Enumerable.Range(0, 68).Reverse().Select(i => $"<part name='{(i + first).ToString(format, null)}' x='{i}' y='{i + 100}'/>"));

        Assert.Equal(PlacedLandmark.At(9.5, 109.5), Landmarks(Document(parts))![9]);
    }

    [Fact]
    public void Read_UnpaddedNumbers_AreNotSortedAsWords()
    {
        var parts = string.Concat(Enumerable.Range(0, 68).Select(i => $"<part name='{i}' x='{i}' y='0'/>"));

        Assert.Equal(10.5, Landmarks(Document(parts))![10].Point.X);
    }

    [Fact]
    public void Read_SchemeNames_AreMatchedByName()
    {
        var parts = string.Concat(Scheme.Landmarks.Reverse().Select(l => $"<part name='{l.Name}' x='{l.Index}' y='0'/>"));

        Assert.Equal(3.5, Landmarks(Document(parts))![3].Point.X);
    }

    [Fact]
    public void Read_OtherNames_AreMatchedByTheirOrder()
    {
        var parts = string.Concat(Enumerable.Range(0, 68).Select(i => $"<part name='{(char)('A' + (i / 26))}{(char)('a' + (i % 26))}' x='{i}' y='0'/>"));

        Assert.Equal(30.5, Landmarks(Document(parts))![30].Point.X);
    }

    [Fact]
    public void Read_PartLeftOutOnOneFace_HasNoPosition()
    {
        var whole = $"<box left='10' top='20' width='100' height='110'>{Parts(68)}</box>";
        var lacking = whole.Replace("<part name='05' x='5' y='105'/>", "", StringComparison.Ordinal);

        var faces = Read($"<dataset><images><image file='a.jpg'>{lacking}{whole}</image></images></dataset>").Images[0].Faces;

        Assert.Equal(Visibility.Outside, faces[0].Landmarks!.Value[5].Visibility);
        Assert.Equal(6.5, faces[0].Landmarks!.Value[6].Point.X);
        Assert.True(faces[1].Landmarks!.Value[5].HasPosition);
    }

    [Fact]
    public void Read_NoBox_IsGuessedAroundTheLandmarks()
    {
        var face = Read(Document(Parts(68)).Replace("left='10' top='20' width='100' height='110'", "", StringComparison.Ordinal)).Images[0].Faces[0];

        Assert.True(face.IsBoxGuessed);
        Assert.Equal(0.5 - 6.7, face.Box.X, 9);
        Assert.Equal(67.5 + 6.7, face.Box.Right, 9);
    }

    [Fact]
    public void Read_IgnoredBox_IsNoFace() =>
        Assert.Empty(Read(Document("").Replace("<box ", "<box ignore='1' ", StringComparison.Ordinal)).Images[0].Faces);

    [Fact]
    public void Read_AnotherSchemesCount_KeepsTheBox()
    {
        var file = Read(Document(Parts(5)));

        var problem = Assert.Single(file.Problems);
        Assert.Equal((LandmarkFileProblemCode.WrongLandmarkCount, ProblemEffect.LandmarksDropped, "5", "68"), (problem.Code, problem.Effect, problem.Found, problem.Expected));
        Assert.Null(Assert.Single(file.Images[0].Faces).Landmarks);
    }

    [Theory]
    [InlineData("x='5'", "x='NaN'", LandmarkFileProblemCode.NotFinite)]
    [InlineData("x='5'", "x='-inf'", LandmarkFileProblemCode.NotFinite)]
    [InlineData("x='5'", "x='1e400'", LandmarkFileProblemCode.NotFinite)]
    [InlineData("x='5'", "x='5,5'", LandmarkFileProblemCode.NotANumber)]
    [InlineData("x='5'", "", LandmarkFileProblemCode.MissingValue)]
    [InlineData("name='05'", "name='04'", LandmarkFileProblemCode.DuplicateLandmark)]
    [InlineData("name='05'", "", LandmarkFileProblemCode.MissingValue)]
    [InlineData("width='100'", "width='0'", LandmarkFileProblemCode.EmptyBox)]
    [InlineData("width='100'", "width='-3'", LandmarkFileProblemCode.EmptyBox)]
    [InlineData("width='100'", "width='wide'", LandmarkFileProblemCode.NotANumber)]
    public void Read_BadValue_DropsTheFaceAndNamesTheLine(string from, string to, LandmarkFileProblemCode expected)
    {
        var text = Document("\n" + Parts(68)).Replace(from, to, StringComparison.Ordinal);

        var file = Read(text);

        var problem = Assert.Single(file.Problems);
        Assert.Equal((expected, ProblemEffect.FaceDropped, "a.jpg"), (problem.Code, problem.Effect, problem.Image));
        Assert.Equal(from.StartsWith("width", StringComparison.Ordinal) ? 1 : 2, problem.Line);
        Assert.Equal(0, file.FaceCount);
        Assert.True(file.IsReadToEnd);
    }

    [Fact]
    public void Read_Truncated_KeepsWhatCameBefore()
    {
        var text = Document(Parts(68)).Replace("</image></images></dataset>", "</image><image file='b.jpg'><box left='1'", StringComparison.Ordinal);

        var file = Read(text);

        Assert.False(file.IsReadToEnd);
        Assert.Equal(LandmarkFileProblemCode.Malformed, Assert.Single(file.Problems).Code);
        Assert.Equal(1, file.FaceCount);
    }

    [Fact]
    public void Read_EveryPrefix_NeverThrows()
    {
        var bytes = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + Document("<part name='00' x='1' y='2'/><!-- é -->"));
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(DlibXmlReader.Read(new MemoryStream(bytes, 0, length), Scheme).IsReadToEnd, $"{length} bytes");
    }

    [Fact]
    public void Read_EntityBomb_IsRefusedUnread()
    {
        var file = Read("<!DOCTYPE dataset [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><dataset>&b;</dataset>");

        Assert.Equal(LandmarkFileProblemCode.ForbiddenDocumentType, Assert.Single(file.Problems).Code);
    }

    [Theory]
    [InlineData("ISO-8859-1", "gro\u00DFe.jpg")]
    [InlineData("GB18030", "照片.jpg")]
    [InlineData("utf-16", "照片.jpg")]
    public void Read_DeclaredEncoding_IsUsed(string encoding, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(encoding).GetBytes($"<?xml version='1.0' encoding='{encoding}'?>" + Document("").Replace("a.jpg", name, StringComparison.Ordinal));
        byte[] marked = encoding == "utf-16" ? [0xFF, 0xFE, .. bytes] : bytes;

        var file = DlibXmlReader.Read(new MemoryStream(marked), Scheme);

        Assert.Empty(file.Problems);
        Assert.Equal(name, Assert.Single(file.Images).FileName);
    }

    [Theory]
    [InlineData("<?xml version='1.0' encoding='no-such-code'?><dataset/>")]
    [InlineData("\u0000\u0001not xml")]
    [InlineData("")]
    [InlineData("<html/>")]
    public void Read_NotThisFormat_IsAProblem(string text) => Assert.False(Read(text).IsReadToEnd);

    [Fact]
    public void Read_HugeFile_StopsAtTheLimit()
    {
        var file = DlibXmlReader.Read(Utf8(Document(Parts(68))), Scheme, new LandmarkFileLimits { MaxBytes = 1000 });

        Assert.Equal(LandmarkFileProblemCode.TooLarge, Assert.Single(file.Problems).Code);
    }

    [Fact]
    public void Read_TooManyFaces_StopsAtTheLimit()
    {
        var boxes = string.Concat(Enumerable.Repeat("<box left='1' top='1' width='9' height='9'/>", 5));

        var file = DlibXmlReader.Read(Utf8($"<dataset><images><image file='a.jpg'>{boxes}</image></images></dataset>"), Scheme, new LandmarkFileLimits { MaxFaces = 3 });

        Assert.Equal(3, file.FaceCount);
        Assert.Equal(LandmarkFileProblemCode.TooManyFaces, Assert.Single(file.Problems).Code);
    }

    [Fact]
    public void Read_ManyProblems_AreCountedAndNotKept()
    {
        var boxes = string.Concat(Enumerable.Repeat("<box left='1' top='1' width='0' height='9'/>", 50));

        var file = DlibXmlReader.Read(Utf8($"<dataset><images><image file='a.jpg'>{boxes}</image></images></dataset>"), Scheme, new LandmarkFileLimits { MaxProblems = 7 });

        Assert.Equal((7, 50), (file.Problems.Length, file.ProblemCount));
    }

    private static string Document(string parts) =>
        $"<dataset><name>n</name><images><image file='a.jpg'><box left='10' top='20' width='100' height='110'>{parts}</box></image></images></dataset>";

    private static string Parts(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"<part name='{i:00}' x='{i}' y='{i + 100}'/>"));

    private static LandmarkFile Read(string text) => DlibXmlReader.Read(Utf8(text), Scheme);

    private static IReadOnlyList<PlacedLandmark>? Landmarks(string text) => Read(text).Images[0].Faces[0].Landmarks;
}
