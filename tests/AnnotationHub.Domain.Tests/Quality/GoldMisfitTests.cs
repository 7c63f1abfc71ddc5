using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality;

public sealed class GoldMisfitTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    [Fact]
    public void Of_ATruthThatIsRight_IsNeverContradicted()
    {
        for (var seed = 0; seed < 400; seed++) Assert.False(Misfit(seed, _ => default).IsContradicted, $"seed {seed}");
    }

    [Fact]
    public void Of_AGroupInTheWrongPlace_IsContradicted() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, Scheme.Groups.Length - 1], Gen.Double[0, 6.28]).Sample(
            (seed, group, turn) =>
            {
                // The outline is uncertain along itself: far off there is further.
                var far = Scheme.Groups[group].Kind == LandmarkKind.Contour ? 40 : 16;
                var off = new ImagePoint(far * Math.Cos(turn), far * Math.Sin(turn));
                Assert.True(Misfit(seed, l => Scheme.Groups[group].Landmarks.Contains(l) ? off : default).IsContradicted);
            },
            iter: 100);

    [Fact]
    public void Of_OneLandmarkFarOff_IsContradicted() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[17, 67]).Sample(
            (seed, wrong) => Assert.True(Misfit(seed, l => l == wrong ? new ImagePoint(0, 30) : default).IsContradicted), iter: 100);

    // 100 px between the eyes: a pixel is a per cent.
    private static GoldMisfit Misfit(int seed, Func<int, ImagePoint> off)
    {
        var face = SimulatedFace.Truth(Scheme, seed);
        var labels = Enumerable.Range(1, 3).Select(k => new FaceLabel(SimulatedFace.Label(face, (seed * 17) + k, 1.5, new ImagePoint(0.5 * (k - 2), 0.4)), AnnotatorParameters.Unknown)).ToList();
        PlacedLandmark[] truth = [.. SimulatedFace.Label(face, seed + 99, 0.7).Select((t, l) => t with { Point = t.Point + off(l) })];
        return GoldMisfit.Of(Scheme, ConsensusEstimator.Estimate(Scheme, labels, SimulatedFace.Box), truth);
    }
}
