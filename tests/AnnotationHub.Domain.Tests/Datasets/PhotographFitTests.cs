using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class PhotographFitTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(100, 50, true)]
    [InlineData(100.01, 50, false)]
    [InlineData(5, -0.01, false)]
    public void Check_LandmarkAtAnEdge_IsInsideAndBeyondItIsNot(double x, double y, bool expected)
    {
        var (face, problem) = PhotographFit.Check(Face(new FaceBox(1, 1, 9, 9), PlacedLandmark.At(x, y)), "a.jpg", 100, 50);

        Assert.Equal(expected, face!.Landmarks is not null);
        Assert.Equal(expected ? null : LandmarkFileProblemCode.LandmarkOutsidePhotograph, problem?.Code);
    }

    [Fact]
    public void Check_LandmarkWithoutPosition_IsNoProblem() =>
        Assert.Null(PhotographFit.Check(Face(new FaceBox(1, 1, 9, 9), new PlacedLandmark(new ImagePoint(-9, -9), Visibility.Outside)), "a.jpg", 100, 50).Problem);

    [Fact]
    public void Check_BoxOverTheEdge_IsCut() =>
        Assert.Equal(new FaceBox(0, 40, 20, 10), PhotographFit.Check(Face(new FaceBox(-10, 40, 30, 30)), "a.jpg", 100, 50).Face!.Box);

    [Fact]
    public void Check_BoxBeyondTheEdge_DropsTheFace()
    {
        var (face, problem) = PhotographFit.Check(Face(new FaceBox(100, 0, 10, 10)), "a.jpg", 100, 50);

        Assert.Null(face);
        Assert.Equal(LandmarkFileProblemCode.BoxOutsidePhotograph, problem!.Code);
    }

    [Theory]
    [InlineData(640, 480, null)]
    [InlineData(480, 640, "image[raw size]")]
    [InlineData(320, 240, "image[size]")]
    public void CheckSize_StatedSize_MustBeTheUprightOne(int width, int height, string? element) =>
        Assert.Equal(element, PhotographFit.CheckSize(new ImportedImage("a.jpg", width, height, []), 640, 480, 480, 640)?.Element);

    [Fact]
    public void CheckSize_NoStatedSize_IsNoProblem() => Assert.Null(PhotographFit.CheckSize(new ImportedImage("a.jpg", null, null, []), 640, 480, 480, 640));

    private static ImportedFace Face(FaceBox box, params PlacedLandmark[] landmarks) => new(box, false, [.. landmarks], 1);
}
