using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Hands;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Hands;

public sealed class HandTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly PlacedLandmark[] Truth = SimulatedFace.Truth(Scheme, 3);

    [Fact]
    public void Offsets_OfATurnedFace_AreThoseOfTheStraightOne() =>
        Gen.Select(Gen.Double[-Math.PI, Math.PI], Gen.Double[0.2, 5], Gen.Int[1, 500]).Sample((angle, scale, seed) =>
        {
            var own = SimulatedFace.Label(Truth, seed, 3);
            ImagePoint Turn(ImagePoint p) => new ImagePoint((p.X * Math.Cos(angle)) - (p.Y * Math.Sin(angle)), (p.X * Math.Sin(angle)) + (p.Y * Math.Cos(angle))) * scale;
            PlacedLandmark[] Turned(IEnumerable<PlacedLandmark> face) => [.. face.Select(l => l with { Point = Turn(l.Point) })];
            // Near the eyes' distance the normaliser may pass to the box, which does not turn with the face.
            var straight = FaceOffsets.Of(Scheme, new SettledFace(own, Truth, SimulatedFace.Box));
            var turned = FaceOffsets.Of(Scheme, new SettledFace(Turned(own), Turned(Truth), SimulatedFace.Box));
            var unit = FaceNormalizer.Distance(Scheme, l => Truth[l].Point, SimulatedFace.Box) * scale / FaceNormalizer.Distance(Scheme, l => Turn(Truth[l].Point), SimulatedFace.Box);
            for (var l = 0; l < Scheme.Count; l++)
            {
                Assert.Equal(straight[l]!.Value.X * unit, turned[l]!.Value.X, 1e-6);
                Assert.Equal(straight[l]!.Value.Y * unit, turned[l]!.Value.Y, 1e-6);
            }
        });

    [Fact]
    public void Record_OfAHandThatLeans_HasThatBiasAndNoMore()
    {
        var unitPx = FaceNormalizer.Distance(Scheme, l => Truth[l].Point, SimulatedFace.Box);
        var faces = Enumerable.Range(1, 200).Select(seed => new SettledFace(
            [.. SimulatedFace.Label(Truth, seed, 1).Select(l => l with { Point = l.Point + new ImagePoint(0, 2 * unitPx / 100) })], Truth, SimulatedFace.Box));
        var record = HandRecord.Of(Scheme, faces);
        Assert.Equal(200, record.Faces.Length);
        Assert.All(record.Landmarks, l =>
        {
            Assert.Equal(0, l.Bias.X, 0.5);
            Assert.Equal(2, l.Bias.Y, 0.5);
            Assert.True(l.MeanPercent >= 1.5);
        });
        Assert.Null(record.Faces[0].KindPercents[(int)LandmarkKind.Pupil]);
    }

    [Fact]
    public void Record_OfLandmarksThatNobodyPlaced_IsEmptyNotZeroError()
    {
        var absent = Truth.Select((l, i) => i == 4 ? l with { Visibility = Visibility.Outside } : l).ToArray();
        var record = HandRecord.Of(Scheme, [new SettledFace(absent, Truth, SimulatedFace.Box)]);
        Assert.Equal((0, 1), (record.Landmarks[4].Faces, record.Landmarks[5].Faces));
    }

    // In ibug-68: 45 is the left eye's outer corner (image right), 36 the right eye's, 8 the tip of the chin.
    [Theory]
    [InlineData(45, 0, -5, FaceDirection.Up)]
    [InlineData(45, 5, 0, FaceDirection.Outward)]
    [InlineData(36, 5, 0, FaceDirection.Inward)]
    [InlineData(36, -5, 0, FaceDirection.Outward)]
    [InlineData(8, 5, 0, FaceDirection.OwnLeft)]
    [InlineData(8, 0, 5, FaceDirection.Down)]
    public void Advice_OfOneLandmarkAstray_NamesItAndItsDirection(int landmark, double x, double y, FaceDirection direction)
    {
        var own = Truth.ToArray();
        own[landmark] = own[landmark] with { Point = own[landmark].Point + new ImagePoint(x, y) };
        var worst = PlacementAdvice.Worst(Scheme, new SettledFace(own, Truth, SimulatedFace.Box), 3);
        Assert.Equal(landmark, worst[0].Landmark);
        Assert.Equal(direction, Assert.Single(worst[0].Offsets, o => o.Percent > 1).Direction);
    }

    [Fact]
    public void Advice_ACornerBeyondItsTolerance_ComesBeforeAContourThatSlidWithin()
    {
        var own = Truth.ToArray();
        var unit = FaceNormalizer.Distance(Scheme, l => Truth[l].Point, SimulatedFace.Box) / 100;
        var (corner, contour) = (Scheme.Landmarks[45], Scheme.Landmarks[4]);
        own[45] = own[45] with { Point = own[45].Point + new ImagePoint(0, -1.2 * corner.TolerancePercent * unit) };
        var along = (own[5].Point - own[3].Point) * (1 / own[5].Point.DistanceTo(own[3].Point));
        own[4] = own[4] with { Point = own[4].Point + (along * (0.95 * contour.TangentTolerancePercent * unit)) };
        Assert.True(contour.TangentTolerancePercent > 1.3 * corner.TolerancePercent);
        Assert.Equal([45, 4], PlacementAdvice.Worst(Scheme, new SettledFace(own, Truth, SimulatedFace.Box), 2).Select(a => a.Landmark));
    }
}
