using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality;

public sealed class ConsensusEstimatorTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000];

    [Fact]
    public void Estimate_MovedTurnedScaled_MovesWithTheLabels() =>
        Gen.Select(Seeds, Gen.Double[0.3, 4], Gen.Double[-3, 3], Gen.Double[-500, 500]).Sample(
            (seed, scale, turn, shift) =>
            {
                var labels = Labels(seed, 3);
                var move = new Similarity(scale * Math.Cos(turn), scale * Math.Sin(turn), shift, -shift);
                var before = Estimate(labels);
                var after = Estimate([.. labels.Select(l => SimulatedFace.Moved(l, move))]);
                for (var l = 0; l < Scheme.Count; l++)
                    Assert.True(move.Apply(before.Landmarks[l].Point).DistanceTo(after.Landmarks[l].Point) < 0.35 * scale, $"landmark {l}");
                Assert.Equal(before.PredictedPercent, after.PredictedPercent, 0.15);
            },
            iter: 60);

    [Fact]
    public void Estimate_OtherOrderOfAnnotators_IsTheSame() =>
        Seeds.Sample(
            seed =>
            {
                var labels = Labels(seed, 4);
                var forward = Estimate(labels);
                var backward = Estimate([.. labels.Reverse()]);
                for (var l = 0; l < Scheme.Count; l++)
                    Assert.True(forward.Landmarks[l].Point.DistanceTo(backward.Landmarks[l].Point) < 1e-6);
            },
            iter: 60);

    [Fact]
    public void Estimate_OneUnknownAnnotator_IsTheLabelItself()
    {
        var label = SimulatedFace.Label(SimulatedFace.Truth(Scheme, 1), 2, 2);
        var consensus = Estimate([label]);
        for (var l = 0; l < Scheme.Count; l++) Assert.True(label[l].Point.DistanceTo(consensus.Landmarks[l].Point) < 1e-9);
    }

    [Fact]
    public void Estimate_KnownBias_IsTakenOut()
    {
        var truth = SimulatedFace.Truth(Scheme, 1);
        var biased = AnnotatorParameters.Unknown with
        {
            Kinds = [.. AnnotatorParameters.Unknown.Kinds.Select(k => k with { Bias = new ImagePoint(3, 1) })],
        };
        // 100 px between the eyes: one per cent is about one pixel.
        var label = SimulatedFace.Label(truth, 2, 0, new ImagePoint(3, 1));
        var consensus = ConsensusEstimator.Estimate(Scheme, [new FaceLabel(label, biased)], SimulatedFace.Box);
        Assert.True(NormalizedMeanError.Percent(consensus.Landmarks, truth, consensus.DistancePx) < 0.2);
    }

    [Fact]
    public void Estimate_OneOfThreeSwapped_IsCorrectedAndNamed() =>
        Gen.Select(Seeds, Gen.Double[-1.5, 1.5]).Sample(
            (seed, turn) =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed, turnRadians: turn);
                PlacedLandmark[][] labels = [.. Enumerable.Range(1, 3).Select(k => SimulatedFace.Label(truth, seed + k, 2))];
                labels[1] = SimulatedFace.Mirrored(Scheme, labels[1]);
                var consensus = Estimate(labels);
                Assert.Empty(consensus.Labels[0].SwappedGroups);
                Assert.NotEmpty(consensus.Labels[1].SwappedGroups);
                Assert.True(NormalizedMeanError.Percent(consensus.Landmarks, truth, consensus.DistancePx) < 3);
            },
            iter: 60);

    [Fact]
    public void Estimate_OneOfThreeFarOff_IsLeftOut() =>
        Seeds.Sample(
            seed =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                var labels = Labels(seed, 3);
                labels[2] = SimulatedFace.Label(truth, seed + 3, 2, new ImagePoint(45, 20));
                var consensus = Estimate(labels);
                Assert.True(NormalizedMeanError.Percent(consensus.Landmarks, truth, consensus.DistancePx) < 4);
                Assert.True(consensus.Labels[2].InlierShare < 0.5, $"{consensus.Labels[2].InlierShare}");
                Assert.True(consensus.Labels[0].InlierShare > 0.9);
            },
            iter: 60);

    [Fact]
    public void Estimate_ThreeLabels_IsNearerThanTheirMedianAndItsErrorIsForeseen()
    {
        double consensusSum = 0, medianSum = 0, foreseen = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var truth = SimulatedFace.Truth(Scheme, seed);
            var labels = Labels(seed * 7, 3, truth);
            var random = new Random(seed);
            foreach (var label in labels)
            {
                for (var slip = 0; slip < 3; slip++)
                {
                    var l = random.Next(Scheme.Count);
                    label[l] = label[l] with { Point = label[l].Point + new ImagePoint(random.Next(-40, 40), random.Next(-40, 40)) };
                }
            }

            var consensus = Estimate(labels);
            consensusSum += NormalizedMeanError.Percent(consensus.Landmarks, truth, consensus.DistancePx);
            medianSum += NormalizedMeanError.Percent(Median(labels), truth, consensus.DistancePx);
            foreseen += consensus.PredictedPercent;
        }

        Assert.True(consensusSum < 0.95 * medianSum, $"{consensusSum / 200:0.00} against {medianSum / 200:0.00}");
        Assert.InRange(foreseen / consensusSum, 0.75, 1.6);
    }

    [Fact]
    public void Estimate_MajorityOutside_HasNoPosition()
    {
        var labels = Labels(5, 3);
        labels[0][3] = new PlacedLandmark(default, Visibility.Outside);
        labels[1][3] = new PlacedLandmark(default, Visibility.Outside);
        Assert.Equal(Visibility.Outside, Estimate(labels).Landmarks[3].Visibility);
    }

    [Fact]
    public void Skill_OfACarefulAndACarelessAnnotator_TellsThemApart()
    {
        var (careful, careless) = (new AnnotatorSkill(), new AnnotatorSkill());
        for (var seed = 0; seed < 30; seed++)
        {
            var truth = SimulatedFace.Truth(Scheme, seed);
            var consensus = Estimate([SimulatedFace.Label(truth, seed + 1, 1), SimulatedFace.Label(truth, seed + 2, 1.5), SimulatedFace.Label(truth, seed + 3, 4)]);
            careful.Add(consensus.Labels[0].Evidence);
            careless.Add(consensus.Labels[2].Evidence);
        }

        var (a, b) = (AnnotatorParameters.From(careful), AnnotatorParameters.From(careless));
        Assert.True(a.Sigma < 0.7 * b.Sigma, $"{a.Sigma} against {b.Sigma}");
        Assert.Equal(30, careful.Faces);
    }

    [Fact]
    public void Skill_PackedAndUnpacked_IsTheSame()
    {
        var skill = Estimate(Labels(3, 2)).Labels[0].Evidence;
        Assert.Equal(skill.Pack(), AnnotatorSkill.Unpack(skill.Pack()).Pack());
        Assert.Throws<InvalidDataException>(() => AnnotatorSkill.Unpack([1, 2, 3]));
    }

    private static PlacedLandmark[][] Labels(int seed, int count, PlacedLandmark[]? of = null)
    {
        var truth = of ?? SimulatedFace.Truth(Scheme, seed);
        return [.. Enumerable.Range(1, count).Select(k => SimulatedFace.Label(truth, seed + (k * 1_000_003), 2))];
    }

    private static FaceConsensus Estimate(PlacedLandmark[][] labels) =>
        ConsensusEstimator.Estimate(Scheme, [.. labels.Select(l => new FaceLabel(l, AnnotatorParameters.Unknown))], SimulatedFace.Box);

    private static PlacedLandmark[] Median(PlacedLandmark[][] labels) => [.. Enumerable.Range(0, Scheme.Count).Select(l => PlacedLandmark.At(
        labels.Select(x => x[l].Point.X).Order().ElementAt(labels.Length / 2), labels.Select(x => x[l].Point.Y).Order().ElementAt(labels.Length / 2)))];
}
