using System.Text;
using System.Text.Json.Nodes;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tests.Landmarks;

/// <summary>Each rule of a scheme file, broken once in an otherwise sound file.</summary>
public sealed class SchemeReaderTests
{
    [Fact]
    public void Read_TheSoundFile_GivesTheScheme()
    {
        var reading = Read(_ => { });

        Assert.Empty(reading.Faults);
        Assert.Equal("cheekbone-72", reading.Scheme!.Key);
        Assert.Equal(LandmarkKind.Cheekbone, reading.Scheme.Groups[^1].Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"key\": \"x\"")]
    [InlineData("{\"key\": \"abc\", \"key\": \"abd\"}")]
    public void Read_NotAScheme_IsAFormatFault(string json) => AssertOnly(SchemeRule.Format, Read(json), "");

    [Fact]
    public void Read_UnknownMember_IsRefusedByName() =>
        AssertOnly(SchemeRule.Format, Read(f => Landmark(f, 3)["tolerence"] = 5), "tolerence");

    [Fact]
    public void Read_MissingMember_IsRefusedByName() =>
        AssertOnly(SchemeRule.Format, Read(f => Landmark(f, 3).Remove("mirror")), "mirror");

    [Fact]
    public void Read_NullLandmark_IsRefused() => AssertOnly(SchemeRule.Format, Read(f => f["landmarks"]![3] = null), "");

    [Fact]
    public void Read_NullText_IsRefused() => AssertOnly(SchemeRule.Format, Read(f => Landmark(f, 3)["label"] = null), "label");

    [Theory]
    [InlineData("Ibug")]
    [InlineData("a")]
    [InlineData("../etc")]
    public void Read_KeyOutOfForm_IsRefused(string key) => AssertOnly(SchemeRule.Key, Read(f => f["key"] = key), key);

    [Fact]
    public void Read_VersionZero_IsRefused() => AssertOnly(SchemeRule.Key, Read(f => f["version"] = 0), "at least 1");

    [Fact]
    public void Read_GroupKeyTwice_IsRefused() => AssertOnly(SchemeRule.Key, Read(f => f["groups"]![1]!["key"] = "contour"), "'contour'");

    [Fact]
    public void Read_EmptyHint_NamesTheLandmark() =>
        AssertOnly(SchemeRule.Text, Read(f => Landmark(f, 30)["hint"]!["zh"] = " "), "nose_tip");

    [Fact]
    public void Read_NoLandmarks_StatesThePermittedCount() => AssertHas(SchemeRule.Count, Read(f => f["landmarks"] = new JsonArray()), "3 to 512");

    [Fact]
    public void Read_IndexOutOfOrder_NamesLandmarkAndPlace() =>
        AssertOnly(SchemeRule.Index, Read(f => Landmark(f, 5)["index"] = 6), "must be 5");

    [Fact]
    public void Read_NameTwice_IsRefused() => AssertOnly(SchemeRule.Name, Read(f => Landmark(f, 5)["name"] = "jaw_6"), "jaw_6");

    [Fact]
    public void Read_LandmarkInNoGroup_NamesIt() =>
        AssertOnly(SchemeRule.Group, Read(f => Indices(f, "groups", 9).RemoveAt(3)), "'L_malar' is in 0 groups");

    [Fact]
    public void Read_LandmarkInTwoGroups_NamesIt() =>
        AssertOnly(SchemeRule.Group, Read(f => Indices(f, "groups", 9).Add(8)), "'chin' is in 2 groups");

    [Fact]
    public void Read_GroupBeyondLastLandmark_StatesTheRange() =>
        AssertOnly(SchemeRule.Group, Read(f => Indices(f, "groups", 9).Add(72)), "0 to 71");

    [Fact]
    public void Read_UnknownKind_ListsThePermitted() =>
        AssertOnly(SchemeRule.Group, Read(f => f["groups"]![0]!["kind"] = "ear"), "contour, brow");

    [Fact]
    public void Read_ContourOfOneLandmark_IsRefused() =>
        AssertOnly(SchemeRule.Contour, Read(f => Indices(f, "contours", 9).RemoveAt(1)), "rightCheekbone");

    [Fact]
    public void Read_ContourBeyondLastLandmark_StatesTheRange() =>
        AssertOnly(SchemeRule.Contour, Read(f => Indices(f, "contours", 9)[1] = -1), "0 to 71");

    [Fact]
    public void Read_MirrorBeyondLastLandmark_StatesTheRange() =>
        AssertOnly(SchemeRule.Mirror, Read(f => Landmark(f, 5)["mirror"] = 72), "0 to 71");

    [Fact]
    public void Read_MirrorNotAnInvolution_NamesBoth() =>
        AssertHas(SchemeRule.Mirror, Read(f => Landmark(f, 5)["mirror"] = 10), "'jaw_5' has mirror 'jaw_10'");

    [Fact]
    public void Read_MirrorOnTheSameSide_IsRefused() => AssertOnly(SchemeRule.Mirror, Read(f => Landmark(f, 5)["side"] = "left"), "jaw_5");

    [Fact]
    public void Read_MiddleLandmarkWithASide_IsRefused() => AssertOnly(SchemeRule.Mirror, Read(f => Landmark(f, 8)["side"] = "left"), "chin");

    [Fact]
    public void Read_UnknownSide_IsRefused() => AssertOnly(SchemeRule.Mirror, Read(f => Landmark(f, 8)["side"] = "L"), "right, left and middle");

    [Fact]
    public void Read_GroupWithoutMirror_IsRefused() => AssertHas(SchemeRule.MirroredLines, Read(f =>
    {
        Indices(f, "groups", 1).RemoveAt(0);
        Indices(f, "groups", 0).Add(17);
    }), "group 'leftBrow'");

    [Fact]
    public void Read_MirroredGroupOfAnotherKind_IsRefused() =>
        AssertOnly(SchemeRule.MirroredLines, Read(f => f["groups"]![2]!["kind"] = "nose"), "group 'rightBrow'");

    [Fact]
    public void Read_ContourWithoutMirror_IsRefused() => AssertOnly(SchemeRule.MirroredLines, Read(f => ((JsonArray)f["contours"]!).RemoveAt(10)), "rightCheekbone");

    [Fact]
    public void Read_ContourWhoseNeighboursPart_IsRefused() => AssertHas(SchemeRule.MirroredLines, Read(f =>
    {
        Indices(f, "contours", 1)[1] = 19;
        Indices(f, "contours", 1)[2] = 18;
    }), "rightBrow");

    [Fact]
    public void Read_NormalisingPairOutOfRange_StatesTheRange() =>
        AssertOnly(SchemeRule.Normalization, Read(f => f["normalization"]!["imageLeft"] = 99), "0 to 71");

    [Theory]
    [InlineData(36, 42)]
    [InlineData(45, 36)]
    [InlineData(8, 8)]
    public void Read_NormalisingPairNotMirrorsInOrder_IsRefused(int left, int right) => AssertOnly(SchemeRule.Normalization, Read(f =>
    {
        f["normalization"]!["imageLeft"] = left;
        f["normalization"]!["imageRight"] = right;
    }), "mirrors of each other");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void Read_ToleranceOutOfRange_NamesLandmarkAndRange(double percent) =>
        AssertOnly(SchemeRule.Tolerance, Read(f => Landmark(f, 5)["tangentTolerancePercent"] = percent), "'jaw_5'");

    [Fact]
    public void Read_MeanPositionBeyondNumbers_IsRefused() => AssertOnly(
        SchemeRule.MeanShape, Read(Sound().ToJsonString().Replace("[0.0,0.3831]", "[0.0,1e999]", StringComparison.Ordinal)), "nose_tip");

    [Fact]
    public void Read_MeanPositionOfThreeNumbers_IsRefused() =>
        AssertOnly(SchemeRule.MeanShape, Read(f => Landmark(f, 30)["mean"] = new JsonArray(0, 0, 0)), "nose_tip");

    [Fact]
    public void Read_MeanShapeAskew_NamesTheLandmark() =>
        AssertHas(SchemeRule.MeanShape, Read(f => Landmark(f, 5)["mean"]![0] = -0.6), "'jaw_5'");

    [Fact]
    public void Read_MeanShapeInPixels_IsRefused() => AssertOnly(SchemeRule.MeanShape, Read(f =>
    {
        foreach (var l in f["landmarks"]!.AsArray())
            l!["mean"] = new JsonArray((double)l["mean"]![0]! * 100, (double)l["mean"]![1]! * 100);
    }), "1 apart");

    private static JsonObject Sound()
    {
        using var stream = typeof(ShippedSchemes).Assembly.GetManifestResourceStream("AnnotationHub.Schemes.cheekbone-72.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static JsonObject Landmark(JsonObject file, int index) => file["landmarks"]![index]!.AsObject();

    private static JsonArray Indices(JsonObject file, string lines, int at) => file[lines]![at]!["landmarks"]!.AsArray();

    private static SchemeReading Read(Action<JsonObject> change)
    {
        var file = Sound();
        change(file);
        return Read(file.ToJsonString());
    }

    private static SchemeReading Read(string json) => SchemeReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static void AssertOnly(SchemeRule rule, SchemeReading reading, string named)
    {
        Assert.Null(reading.Scheme);
        Assert.All(reading.Faults, f => Assert.Equal(rule, f.Rule));
        AssertHas(rule, reading, named);
    }

    private static void AssertHas(SchemeRule rule, SchemeReading reading, string named)
    {
        Assert.Null(reading.Scheme);
        Assert.Contains(reading.Faults, f => f.Rule == rule && f.Message.En.Contains(named, StringComparison.Ordinal) && f.Message.Zh.Length > 5);
    }
}
