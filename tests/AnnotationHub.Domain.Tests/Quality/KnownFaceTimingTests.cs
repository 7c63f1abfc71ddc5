using AnnotationHub.Domain.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality;

public sealed class KnownFaceTimingTests
{
    // The whole point: over many draws a known face is decided as often at once, and as late, as an ordinary one.
    [Fact]
    public void Delay_OverManyDraws_HasTheDistributionOfTheOrdinaryFaces() =>
        Gen.Int[0, 7_200].Select(s => TimeSpan.FromSeconds(s < 3_000 ? 0 : s)).Array[1, 40].Sample(ordinary =>
        {
            const int Draws = 4_000;
            var drawn = Enumerable.Range(0, Draws).Select(i => KnownFaceTiming.Delay(ordinary, (i + 0.5) / Draws)).ToList();
            foreach (var group in ordinary.GroupBy(d => d))
                Assert.Equal((double)group.Count() / ordinary.Length, (double)drawn.Count(d => d == group.Key) / Draws, 0.001);
        }, iter: 50);

    [Fact]
    public void Delay_WithoutOrdinaryFaces_IsNeverAtOnce() =>
        Gen.Double[0, 0.999999].Sample(uniform => Assert.InRange(KnownFaceTiming.Delay([], uniform), KnownFaceTiming.FirstDelay / 2, KnownFaceTiming.FirstDelay * 1.5));
}
