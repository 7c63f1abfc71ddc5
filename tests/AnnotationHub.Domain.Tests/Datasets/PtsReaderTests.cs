using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class PtsReaderTests
{
    [Theory]
    [InlineData(PtsOrigin.One, 0.5)]
    [InlineData(PtsOrigin.Zero, 1.5)]
    public void Read_NumberOne_IsTheFirstPixelsCentreUnlessCountedFromZero(PtsOrigin origin, double expected)
    {
        var file = PtsReader.Read(Utf8(Text("1.000 1.000")), "dir/face.pts", Scheme, origin);

        Assert.Empty(file.Problems);
        var face = Assert.Single(file.Find("face.jpg")!.Faces);
        Assert.True(face.IsBoxGuessed);
        Assert.Equal(PlacedLandmark.At(expected, expected), face.Landmarks!.Value[0]);
    }

    [Fact]
    public void Read_Signs_AreTakenBeforeTheShift()
    {
        var landmarks = Read(Text("-30 -40", "-1 -1", "-3 40")).Images[0].Faces[0].Landmarks!.Value;

        Assert.Equal(PlacedLandmark.At(29.5, 39.5, Visibility.Occluded), landmarks[0]);
        Assert.Equal(Visibility.Outside, landmarks[1].Visibility);
        Assert.Equal(PlacedLandmark.At(-3.5, 39.5), landmarks[2]);
    }

    [Theory]
    [InlineData("nan 1", LandmarkFileProblemCode.NotFinite)]
    [InlineData("1 inf", LandmarkFileProblemCode.NotFinite)]
    [InlineData("1", LandmarkFileProblemCode.MissingValue)]
    [InlineData("one two", LandmarkFileProblemCode.NotANumber)]
    public void Read_BadLine_DropsTheFaceAndNamesTheLine(string line, LandmarkFileProblemCode expected)
    {
        var problem = Assert.Single(Read(Text(line)).Problems);

        Assert.Equal((expected, 4), (problem.Code, problem.Line));
    }

    [Fact]
    public void Read_AnotherSchemesCount_KeepsTheBox()
    {
        var file = Read("version: 1\nn_points: 2\n{\n1 1\n9 9\n}\n");

        Assert.Equal(LandmarkFileProblemCode.WrongLandmarkCount, Assert.Single(file.Problems).Code);
        Assert.Null(file.Images[0].Faces[0].Landmarks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version: 1\nn_points: 68\n")]
    [InlineData("version: 1\nn_points: 68\n{\n1 1\n")]
    public void Read_Truncated_IsAProblem(string text)
    {
        var file = Read(text);

        Assert.False(file.IsReadToEnd);
        Assert.Equal(0, file.FaceCount);
    }

    [Theory]
    [InlineData("a_1.pts", "a")]
    [InlineData("indoor_001.pts", "indoor_001")]
    [InlineData("b.pts", "b")]
    [InlineData("_1.pts", "_1")]
    public void PhotographOf_NumberedFile_IsThePhotographsThatIsThere(string fileName, string expected) =>
        Assert.Equal(expected, PtsReader.PhotographOf(fileName, new HashSet<string> { "a", "indoor", "indoor_001", "b" }));

    private static string Text(params string[] first) =>
        "version:  1\nn_points: 68\n{\n" + string.Join('\n', first.Concat(Enumerable.Repeat("200.125 201.5", 68 - first.Length))) + "\n}\n";

    private static LandmarkFile Read(string text) => PtsReader.Read(Utf8(text), "face.pts", Scheme);
}
