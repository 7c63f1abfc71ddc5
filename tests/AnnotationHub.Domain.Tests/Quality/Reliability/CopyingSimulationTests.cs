using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Reliability;

/// <summary>
/// Two hands whose labels are estimated together with a third's as they come, from nothing known of anybody: per cent of the normalising distance. They are
/// always the same three, or three of a crew of eight.
/// </summary>
public sealed class CopyingSimulationTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    [Theory]
    [InlineData(1.1, true)]
    [InlineData(1.1, false)]
    [InlineData(0.55, true)]
    [InlineData(0.55, false)]
    [InlineData(0.4, true)]
    [InlineData(0.4, false)]
    public void Copying_BetweenTwoExactHandsBesideASpammer_IsNotSeen(double sigma, bool isAlone)
    {
        for (var seed = 1; seed <= 8; seed++)
            Assert.All(Pair(seed, sigma, copies: null, isAlone, faces: 15), e => Assert.False(e.IsSuspicious, $"seed {seed}, {e}, {e.ImpliedCorrelation}"));
    }

    [Theory]
    [InlineData(0.8, 0.2)]
    [InlineData(0.8, 0.4)]
    [InlineData(1.1, 0.4)]
    [InlineData(2, 0.4)]
    [InlineData(3, 0.4)]
    public void Copying_WithAShakyHand_IsSeenAfterThreeFaces_AlsoAmongExactHandsAndBesideASpammer(double sigma, double jitter)
    {
        foreach (var isAlone in (bool[])[true, false])
            for (var seed = 1; seed <= 8; seed++)
                Assert.True(Pair(seed, sigma, jitter, isAlone, faces: 3)[^1].IsSuspicious, $"seed {seed}");
    }

    [Fact]
    public void Copying_OfAHandThatItsRecordSaysIsNoisy_IsSeenThoughItShakesMore()
    {
        for (var seed = 1; seed <= 8; seed++)
            Assert.Contains(Pair(seed, 3, copies: 0.6, isAlone: false, faces: 15), e => e.IsSuspicious);
    }

    [Fact]
    public void Evidence_OfHandsWithoutARecord_DoesNotDependOnWhatIsUsual() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Double[0.2, 8]).Sample(
            (seed, usual) =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                var (a, b) = (SimulatedFace.Label(truth, seed + 1, 1), SimulatedFace.Label(truth, seed + 2, 1));
                var newcomer = AnnotatorParameters.From(new AnnotatorSkill(), usual);
                Assert.Equal(
                    CopyingEvidence.Of(Scheme, a, b, AnnotatorParameters.Unknown, AnnotatorParameters.Unknown, 100), CopyingEvidence.Of(Scheme, a, b, newcomer, newcomer, 100));
            },
            iter: 50);

    [Fact]
    public void Evidence_TheNoisierTheRecord_TheMoreTheSameDifferenceSaysOfCopying()
    {
        var truth = SimulatedFace.Truth(Scheme, 1);
        var (a, b) = (SimulatedFace.Label(truth, 2, 1), SimulatedFace.Label(truth, 3, 1));
        double[] logs = [.. new double[] { 0.3, 0.9, 2, 4 }.Select(sigma => CopyingEvidence.Of(Scheme, a, b, Known(sigma), Known(sigma), 100).LogRatios)];
        // Nobody counts as more exact than exact.
        Assert.Equal(logs[0], logs[1], 9);
        Assert.True(logs[1] > logs[2] && logs[2] > logs[3], string.Join(", ", logs));
    }

    private static AnnotatorParameters Known(double sigma) => AnnotatorParameters.Unknown with
    {
        Freedom = 1e6,
        Kinds = [.. AnnotatorParameters.Unknown.Kinds.Select(_ => new KindError(sigma, sigma, default))],
    };

    // The evidence after each of the faces that the first two both labelled. The third is a spammer, the rest of the crew usual.
    private static ImmutableArray<CopyingEvidence> Pair(int seed, double sigma, double? copies, bool isAlone, int faces)
    {
        var (random, population) = (new Random(seed), PopulationModel.Prior(Scheme));
        AnnotatorSkill[] records = [.. Enumerable.Range(0, isAlone ? 3 : 8).Select(_ => new AnnotatorSkill())];
        var found = ImmutableArray.CreateBuilder<CopyingEvidence>();
        while (found.Count < faces)
        {
            var truth = SimulatedFace.Truth(Scheme, random.Next());
            int[] by = [.. Enumerable.Range(0, records.Length).OrderBy(_ => random.Next()).Take(3).Order()];
            PlacedLandmark[][] labels = [.. by.Select(w => w == 2 ? Spam(random) : SimulatedFace.Label(truth, random.Next(), w < 2 ? sigma : 2))];
            var isPair = by[..2] is [0, 1];
            if (isPair && copies is { } jitter) labels[1] = SimulatedFace.Label(labels[0], random.Next(), jitter);
            AnnotatorParameters[] known = [.. by.Select(w => AnnotatorParameters.From(records[w], population))];
            var consensus = ConsensusEstimator.Estimate(population, [.. labels.Zip(known, (l, k) => new FaceLabel(l, k))], SimulatedFace.Box);
            if (isPair) found.Add((found.Count > 0 ? found[^1] : default) + CopyingEvidence.Of(Scheme, labels[0], labels[1], known[0], known[1], consensus.DistancePx));
            for (var k = 0; k < by.Length; k++) records[by[k]].Add(consensus.Labels[k].Evidence);
        }

        return found.ToImmutable();
    }

    // Somewhere near a face, any face.
    private static PlacedLandmark[] Spam(Random random) => SimulatedFace.Label(SimulatedFace.Truth(Scheme, random.Next()), random.Next(), 6, new ImagePoint(4, -4));
}
