using AnnotationHub.Domain.Landmarks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Landmarks;

public sealed class ShippedSchemesTests
{
    public static TheoryData<string> Keys => ["ibug-68", "wflw-98", "cheekbone-72"];

    private static readonly Gen<(LandmarkScheme Scheme, int Landmark)> AnyLandmark =
        Gen.Int[0, 2].Select(i => ShippedSchemes.All[i]).SelectMany(s => Gen.Int[0, s.Count - 1].Select(i => (s, i)));

    [Theory]
    [InlineData("ibug-68", 68, 36, 45)]
    [InlineData("wflw-98", 98, 60, 72)]
    [InlineData("cheekbone-72", 72, 36, 45)]
    public void Scheme_Shipped_HasTheCountAndNormalisationOfItsField(string key, int count, int left, int right)
    {
        var scheme = ShippedSchemes.Find(key)!;

        Assert.Equal(count, scheme.Count);
        Assert.Equal(new NormalizationPair(left, right), scheme.Normalization);
        Assert.Equal(count, scheme.GuidedOrder.Distinct().Count());
    }

    [Fact]
    public void Find_UnknownKey_IsNull() => Assert.Null(ShippedSchemes.Find("IBUG-68"));

    [Fact]
    public void Mirror_Twice_IsTheLandmarkItselfOnTheOtherSide() => AnyLandmark.Sample((scheme, i) =>
    {
        var landmark = scheme.Landmarks[i];
        var mirror = scheme.Landmarks[landmark.Mirror];
        Assert.Equal(i, mirror.Mirror);
        Assert.Equal(landmark.Side == FaceSide.Middle, mirror.Index == i);
        Assert.Equal(scheme.Kinds[i], scheme.Kinds[mirror.Index]);
        Assert.Equal(landmark.TolerancePercent, mirror.TolerancePercent);
    });

    [Fact]
    public void MirroredTexts_OfEveryPair_DifferOnlyInTheSide() => AnyLandmark.Sample((scheme, i) =>
    {
        var landmark = scheme.Landmarks[i];
        var mirror = scheme.Landmarks[landmark.Mirror];
        Assert.Equal(landmark.Label.Zh, SwapZh(mirror.Label.Zh));
        Assert.Equal(landmark.Hint.Zh, SwapZh(mirror.Hint.Zh));
        Assert.Equal(landmark.Label.En, SwapEn(mirror.Label.En));
        Assert.Equal(landmark.Hint.En, SwapEn(mirror.Hint.En));
    });

    [Fact]
    public void RightSide_OfTheMeanShape_LiesOnTheImageLeft() => AnyLandmark.Sample((scheme, i) =>
    {
        var x = scheme.MeanShape[i].X;
        Assert.Equal(scheme.Landmarks[i].Side, x < 0 ? FaceSide.Right : x > 0 ? FaceSide.Left : FaceSide.Middle);
    });

    [Fact]
    public void WflwConverted_GeometricRule_CommutesWithTheMirror()
    {
        var (ibug, wflw) = (ShippedSchemes.Find("ibug-68")!, ShippedSchemes.Find("wflw-98")!);
        int[] map =
        [
            .. Enumerable.Range(0, 17).Select(i => 2 * i), .. Enumerable.Range(33, 5), .. Enumerable.Range(42, 5), .. Enumerable.Range(51, 9),
            60, 61, 63, 64, 65, 67, 68, 69, 71, 72, 73, 75, .. Enumerable.Range(76, 20),
        ];

        for (var i = 0; i < ibug.Count; i++)
        {
            Assert.Equal(wflw.Mirrors[map[i]], map[ibug.Mirrors[i]]);
            Assert.Equal(ibug.Kinds[i], wflw.Kinds[map[i]]);
        }
    }

    [Fact]
    public void CheekboneScheme_FirstSixtyEight_AreIbugs()
    {
        var (ibug, cheek) = (ShippedSchemes.Find("ibug-68")!, ShippedSchemes.Find("cheekbone-72")!);

        Assert.Equal(ibug.Landmarks.AsSpan(), cheek.Landmarks.AsSpan()[..68]);
        Assert.Equal(["R_zygion", "L_zygion", "R_malar", "L_malar"], cheek.Landmarks.Skip(68).Select(l => l.Name));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Labels_WithinAScheme_TellLandmarksApart(string key)
    {
        var landmarks = ShippedSchemes.Find(key)!.Landmarks;

        Assert.Equal(landmarks.Length, landmarks.Select(l => l.Label.Zh).Distinct().Count());
        Assert.Equal(landmarks.Length, landmarks.Select(l => l.Label.En).Distinct().Count());
        Assert.All(landmarks, l => Assert.EndsWith("。", l.Hint.Zh, StringComparison.Ordinal));
    }

    private static string SwapZh(string text) => text.Replace('左', '\0').Replace('右', '左').Replace('\0', '右');

    private static string SwapEn(string text) =>
        text.Replace("left", "\0").Replace("right", "left").Replace("\0", "right").Replace("Left", "\0").Replace("Right", "Left").Replace("\0", "Right");
}
