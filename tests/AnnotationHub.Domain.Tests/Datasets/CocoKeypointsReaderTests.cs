using System.Text;
using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;
using static AnnotationHub.Domain.Tests.Datasets.FinishedFaceSamples;

namespace AnnotationHub.Domain.Tests.Datasets;

public sealed class CocoKeypointsReaderTests
{
    private const string Images = "\"images\":[{\"id\":7,\"file_name\":\"a.jpg\",\"width\":640,\"height\":480}]";

    [Fact]
    public void Read_PixelIndices_ArePixelCentresAndBoxesStay()
    {
        var file = Read($"{{{Images},\"annotations\":[{Annotation(Keypoints(68))}]}}");

        Assert.Empty(file.Problems);
        var image = Assert.Single(file.Images);
        Assert.Equal((640, 480), (image.WidthPx, image.HeightPx));
        var face = Assert.Single(image.Faces);
        Assert.Equal(new FaceBox(1.5, 2, 30, 40), face.Box);
        Assert.Equal(PlacedLandmark.At(1.75, 100.5), face.Landmarks!.Value[1]);
    }

    [Fact]
    public void Read_Flags_BecomeVisibilities()
    {
        var keypoints = "0,0,0,5,6,1,7,8,2," + Keypoints(65);

        var landmarks = Read($"{{{Images},\"annotations\":[{Annotation(keypoints)}]}}").Images[0].Faces[0].Landmarks!.Value;

        Assert.Equal([Visibility.Outside, Visibility.Occluded, Visibility.Visible], landmarks.Take(3).Select(l => l.Visibility));
        Assert.Equal(new ImagePoint(5.5, 6.5), landmarks[1].Point);
    }

    [Fact]
    public void Read_AnnotationsBeforeImages_AreJoined() =>
        Assert.Equal(1, Read($"{{\"annotations\":[{Annotation(Keypoints(68))}],{Images}}}").FaceCount);

    [Fact]
    public void Read_CategoryWithTheSchemesNames_IsMatchedByName()
    {
        var names = string.Join(',', Scheme.Landmarks.Reverse().Select(l => $"\"{l.Name}\""));

        var face = Read($"{{{Images},\"categories\":[{{\"id\":1,\"keypoints\":[{names}]}}],\"annotations\":[{Annotation(Keypoints(68))}]}}").Images[0].Faces[0];

        Assert.Equal((67 * 1.25) + 0.5, face.Landmarks!.Value[0].Point.X);
    }

    [Fact]
    public void Read_NoKeypointPlaced_IsABoxAlone()
    {
        var face = Read($"{{{Images},\"annotations\":[{Annotation(string.Join(',', Enumerable.Repeat("0,0,0", 17)))}]}}");

        Assert.Empty(face.Problems);
        Assert.Null(face.Images[0].Faces[0].Landmarks);
    }

    [Fact]
    public void Read_Crowd_IsNoFace() =>
        Assert.Equal(0, Read($"{{{Images},\"annotations\":[{Annotation(Keypoints(68)).Replace("\"iscrowd\":0", "\"iscrowd\":1,\"segmentation\":{\"counts\":[1,2]}", StringComparison.Ordinal)}]}}").FaceCount);

    [Theory]
    [InlineData(",1.25,100,2", ",\"x\",100,2", LandmarkFileProblemCode.NotANumber)]
    [InlineData(",1.25,100,2", ",null,100,2", LandmarkFileProblemCode.MissingValue)]
    [InlineData(",1.25,100,2", ",1e999,100,2", LandmarkFileProblemCode.NotFinite)]
    [InlineData(",1.25,100,2", ",1.25,100,3", LandmarkFileProblemCode.UnknownVisibility)]
    [InlineData(",1.25,100,2", ",1.25,100", LandmarkFileProblemCode.MissingValue)]
    [InlineData("\"image_id\":7", "\"image_id\":8", LandmarkFileProblemCode.UnknownImage)]
    [InlineData("\"image_id\":7", "\"other\":7", LandmarkFileProblemCode.MissingValue)]
    [InlineData("[1.5,2,30,40]", "[1.5,2,30,0]", LandmarkFileProblemCode.EmptyBox)]
    [InlineData("[1.5,2,30,40]", "[1.5,2,30]", LandmarkFileProblemCode.MissingValue)]
    public void Read_BadValue_DropsTheFaceAndNamesTheLine(string from, string to, LandmarkFileProblemCode expected)
    {
        var text = $"{{\n{Images},\n\"annotations\":[\n{Annotation(Keypoints(68)).Replace(from, to, StringComparison.Ordinal)}\n,\n{Annotation(Keypoints(68))}]}}";

        var file = Read(text);

        var problem = Assert.Single(file.Problems);
        Assert.Equal((expected, ProblemEffect.FaceDropped, 4), (problem.Code, problem.Effect, problem.Line));
        Assert.StartsWith("annotations[0]", problem.Element, StringComparison.Ordinal);
        Assert.Equal(1, file.FaceCount);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void Read_PythonsBareWords_AreSaidForWhatTheyAre(string word)
    {
        var file = Read($"{{{Images},\n\"annotations\":[{Annotation(Keypoints(68))},\n{Annotation(Keypoints(68).Replace(",1.25,100", "," + word + ",100", StringComparison.Ordinal))}]}}");

        var problem = Assert.Single(file.Problems);
        Assert.Equal((LandmarkFileProblemCode.NotFinite, ProblemEffect.FileCutShort, 3), (problem.Code, problem.Effect, problem.Line));
        Assert.Equal(1, file.FaceCount);
    }

    [Fact]
    public void Read_AnotherSchemesCount_KeepsTheBox()
    {
        var file = Read($"{{{Images},\"annotations\":[{Annotation(Keypoints(98))}]}}");

        Assert.Equal(LandmarkFileProblemCode.WrongLandmarkCount, Assert.Single(file.Problems).Code);
        Assert.Null(Assert.Single(file.Images[0].Faces).Landmarks);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"shapes\":[]}")]
    [InlineData("text")]
    [InlineData("")]
    public void Read_NotThisFormat_IsAProblem(string text) => Assert.False(Read(text).IsReadToEnd);

    [Fact]
    public void Read_EveryPrefix_NeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes($"\uFEFF{{{Images},\"categories\":[{{\"id\":1,\"keypoints\":[\"a\"]}}],\"annotations\":[{Annotation("1,2,2")}]}}");
        Assert.True(CocoKeypointsReader.Read(new MemoryStream(bytes), Scheme).IsReadToEnd);
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(CocoKeypointsReader.Read(new MemoryStream(bytes, 0, length), Scheme).IsReadToEnd, $"{length} bytes");
    }

    [Fact]
    public void Read_DeepNesting_IsAProblem() => Assert.False(Read("{\"a\":" + new string('[', 100_000)).IsReadToEnd);

    [Fact]
    public void Read_HugeFile_StopsAtTheLimit()
    {
        var file = CocoKeypointsReader.Read(Utf8($"{{{Images}}}"), Scheme, new LandmarkFileLimits { MaxBytes = 10 });

        Assert.Equal(LandmarkFileProblemCode.TooLarge, Assert.Single(file.Problems).Code);
    }

    private static string Keypoints(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{i * 1.25},100,2")));

    private static string Annotation(string keypoints) =>
        $"{{\"id\":1,\"image_id\":7,\"category_id\":1,\"iscrowd\":0,\"bbox\":[1.5,2,30,40],\"keypoints\":[{keypoints}]}}";

    private static LandmarkFile Read(string text) => CocoKeypointsReader.Read(Utf8(text), Scheme);
}
