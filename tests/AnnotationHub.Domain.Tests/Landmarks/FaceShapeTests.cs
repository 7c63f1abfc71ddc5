using AnnotationHub.Domain.Landmarks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Landmarks;

public sealed class FaceShapeTests
{
    private static readonly Gen<LandmarkScheme> Scheme = Gen.Int[0, 2].Select(i => ShippedSchemes.All[i]);

    [Fact]
    public void InBox_AnyBox_StaysInsideAndTouchesTwoSides() => Gen.Select(
        Scheme, Gen.Double[-100, 5000], Gen.Double[-100, 5000], Gen.Double[1, 3000], Gen.Double[1, 3000]).Sample((scheme, x, y, w, h) =>
    {
        var box = new FaceBox(x, y, w, h);
        var bounds = FaceShape.Bounds(FaceShape.InBox(scheme, box).AsSpan());

        Assert.InRange(bounds.X, box.X - 1e-6, box.Right);
        Assert.InRange(bounds.Bottom, box.Y, box.Bottom + 1e-6);
        Assert.True(Math.Abs(bounds.Width - box.Width) < 1e-6 || Math.Abs(bounds.Height - box.Height) < 1e-6);
        Assert.InRange(bounds.Center.DistanceTo(box.Center), 0, 1e-6);
    });

    [Fact]
    public void Through_TwoKnownLandmarks_PassesThroughBoth() => Gen.Select(Scheme, Gen.Int[0, 67], Gen.Int[0, 67]).Where((_, a, b) => a != b).Sample((scheme, a, b) =>
    {
        var (at, to) = (new ImagePoint(300, 200), new ImagePoint(420, 260));
        var shape = FaceShape.Through(scheme, [new(a, at), new(b, to)])!.Value;

        Assert.Equal(scheme.Count, shape.Length);
        Assert.InRange(shape[a].DistanceTo(at), 0, 1e-6);
        Assert.InRange(shape[b].DistanceTo(to), 0, 1e-6);
    });

    [Fact]
    public void Through_OneLandmark_IsNull() =>
        Assert.Null(FaceShape.Through(ShippedSchemes.All[0], [new(0, new ImagePoint(1, 1))]));

    [Fact]
    public void Through_UnknownLandmark_StatesTheRange()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => FaceShape.Through(ShippedSchemes.Find("ibug-68")!, [new(68, default)]));
        Assert.Contains("0 to 67", e.Message, StringComparison.Ordinal);
    }
}
