using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class WflwListReaderTests
{
    private static readonly LandmarkScheme Wflw = ShippedSchemes.Find("wflw-98")!;

    [Fact]
    public void Read_LineWithBox_IsPixelCentresAndInclusiveCorners()
    {
        var file = Read($"{Positions} 10 20 109 219 0 1 0 0 1 0 37--Soccer/soccer 1.jpg\n");

        Assert.Empty(file.Problems);
        Assert.Equal("37--Soccer/soccer 1.jpg", Assert.Single(file.Images).FileName);
        var face = Assert.Single(file.Images[0].Faces);
        Assert.Equal(new FaceBox(10, 20, 100, 200), face.Box);
        Assert.Equal(PlacedLandmark.At(3.5, 4.625), face.Landmarks!.Value[3]);
    }

    [Fact]
    public void Read_LineWithoutBox_GuessesIt() => Assert.True(Read($"{Positions} a.jpg").Images[0].Faces[0].IsBoxGuessed);

    [Fact]
    public void Read_TwoLinesOfOnePhotograph_AreTwoFaces() => Assert.Equal(2, Assert.Single(Read($"{Positions} a.jpg\n\n{Positions} a.jpg\n").Images).Faces.Length);

    [Fact]
    public void Read_ForAnotherScheme_KeepsTheBoxes()
    {
        var file = WflwListReader.Read(Utf8($"{Positions} 10 20 109 219 0 1 0 0 1 0 a.jpg"), Scheme);

        Assert.Equal(LandmarkFileProblemCode.WrongLandmarkCount, Assert.Single(file.Problems).Code);
        Assert.Equal(10, file.Images[0].Faces[0].Box.X);
    }

    [Theory]
    [InlineData("1 2 3 a.jpg", LandmarkFileProblemCode.MissingValue)]
    [InlineData("NaN", LandmarkFileProblemCode.NotFinite)]
    [InlineData("x", LandmarkFileProblemCode.NotANumber)]
    public void Read_BadLine_DropsThatFaceOnly(string bad, LandmarkFileProblemCode expected)
    {
        var line = bad.Contains(' ', StringComparison.Ordinal) ? bad : bad + Positions[1..] + " a.jpg";

        var file = Read($"{Positions} b.jpg\n{line}\n{Positions} b.jpg");

        var problem = Assert.Single(file.Problems);
        Assert.Equal((expected, 2), (problem.Code, problem.Line));
        Assert.Equal(2, file.FaceCount);
    }

    private static string Positions { get; } = string.Join(' ', Enumerable.Range(0, 98).Select(i => FormattableString.Invariant($"{i} {i + 1.125}")));

    private static LandmarkFile Read(string text) => WflwListReader.Read(Utf8(text), Wflw);
}
