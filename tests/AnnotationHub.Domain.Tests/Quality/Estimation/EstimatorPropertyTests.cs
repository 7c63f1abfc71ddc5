using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Estimation;

/// <summary>What must hold of one face's consensus whatever the labels.</summary>
public sealed class EstimatorPropertyTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000];

    [Fact]
    public void Consensus_OfMovedTurnedScaledLabels_IsMovedTurnedAndScaled() =>
        Gen.Select(Seeds, Gen.Double[0.01, 20], Gen.Double[-3.1, 3.1], Gen.Double[-2000, 2000], Gen.Int[1, 5]).Sample(
            (seed, scale, turn, shift, count) =>
            {
                var labels = Labels(seed, count);
                var move = new Similarity(scale * Math.Cos(turn), scale * Math.Sin(turn), shift, -0.3 * shift);
                var (before, after) = (Estimate(labels), Estimate([.. labels.Select(l => SimulatedFace.Moved(l, move))]));
                for (var l = 0; l < Scheme.Count; l++)
                {
                    Assert.True(move.Apply(before.Landmarks[l].Point).DistanceTo(after.Landmarks[l].Point) < 1e-5 * (scale + 0.01), $"landmark {l}");
                    var (trace, moved) = (before.Covariances[l].Sxx + before.Covariances[l].Syy, after.Covariances[l].Sxx + after.Covariances[l].Syy);
                    Assert.Equal(1, moved / (trace * scale * scale), 4);
                }

                Assert.Equal(before.PredictedPercent, after.PredictedPercent, 4);
            },
            iter: 200);

    [Fact]
    public void Covariance_IsPositiveSemidefinite() =>
        Gen.Select(Seeds, Gen.Int[1, 5], Gen.Double[0.1, 40]).Sample(
            (seed, count, sigma) =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                var consensus = Estimate([.. Enumerable.Range(1, count).Select(k => SimulatedFace.Label(truth, seed + (k * 1_000_003), sigma))]);
                Assert.All(consensus.Covariances, c => Assert.True(c.Sxx > 0 && c.Syy > 0 && (c.Sxx * c.Syy) - (c.Sxy * c.Sxy) >= -1e-9 * c.Sxx * c.Syy, $"{c}"));
            },
            iter: 100);

    [Fact]
    public void Consensus_OfOneAnnotator_IsTheLabelMinusTheKnownBias() =>
        Gen.Select(Seeds, Gen.Double[-3, 3], Gen.Double[-4, 4], Gen.Double[-4, 4]).Sample(
            (seed, turn, x, y) =>
            {
                var biased = AnnotatorParameters.Unknown with { Kinds = [.. AnnotatorParameters.Unknown.Kinds.Select(k => k with { Bias = new ImagePoint(x, y) })] };
                var label = SimulatedFace.Label(SimulatedFace.Truth(Scheme, seed, turnRadians: turn), seed, 2);
                var consensus = ConsensusEstimator.Estimate(Scheme, [new FaceLabel(label, biased)], SimulatedFace.Box);
                // The bias is in the face's own frame, per cent of its distance: the same step for every landmark, turned with the head.
                var step = (label[0].Point - consensus.Landmarks[0].Point) * (100 / consensus.DistancePx);
                Assert.Equal(Math.Sqrt((x * x) + (y * y)), Math.Sqrt((step.X * step.X) + (step.Y * step.Y)), 6);
                var expected = new ImagePoint((Math.Cos(turn) * x) - (Math.Sin(turn) * y), (Math.Sin(turn) * x) + (Math.Cos(turn) * y));
                Assert.True(step.DistanceTo(expected) < 0.25, $"{step} against {expected}");
                for (var l = 1; l < Scheme.Count; l++)
                    Assert.True(((label[l].Point - consensus.Landmarks[l].Point) * (100 / consensus.DistancePx)).DistanceTo(step) < 1e-6);
            },
            iter: 60);

    [Fact]
    public void Consensus_WhereTheOthersAgree_HardlyMovesHoweverFarOneLabelGoesAstray() =>
        Gen.Select(Seeds, Gen.Double[0, 6.28], Gen.Int[0, 67]).Sample(
            (seed, direction, l) =>
            {
                var labels = Labels(seed, 3);
                // Where the two others lie far apart themselves, the third's being right is not out of the question.
                if (labels[1][l].Point.DistanceTo(labels[2][l].Point) > 5) return;
                PlacedLandmark[][] Astray(double percent)
                {
                    PlacedLandmark[][] copy = [[.. labels[0]], labels[1], labels[2]];
                    var from = labels[1][l].Point;
                    copy[0][l] = PlacedLandmark.At(from.X + (percent * Math.Cos(direction)), from.Y + (percent * Math.Sin(direction)));
                    return copy;
                }

                var (far, farther) = (Estimate(Astray(45)), Estimate(Astray(60)));
                Assert.Empty(far.Labels[0].SwappedGroups.Concat(farther.Labels[0].SwappedGroups));
                Assert.True(far.Landmarks[l].Point.DistanceTo(farther.Landmarks[l].Point) < 0.6, $"{far.Landmarks[l].Point.DistanceTo(farther.Landmarks[l].Point)}");
                Assert.True(far.Landmarks[l].Point.DistanceTo((labels[1][l].Point + labels[2][l].Point) * 0.5) < 4);
            },
            iter: 300);

    [Theory]
    [InlineData("ibug-68")]
    [InlineData("wflw-98")]
    [InlineData("cheekbone-72")]
    public void Sides_OfALabelWithOneWildLandmark_AreWhatTheOthersOfItsGroupSay(string key)
    {
        var scheme = ShippedSchemes.Find(key)!;
        Gen.Select(Seeds, Gen.Double[0, 6.28], Gen.Int[0, scheme.Count - 1], Gen.Double[0, 150]).Sample(
            (seed, direction, l, percent) =>
            {
                var plain = SimulatedFace.Truth(scheme, seed, turnRadians: direction);
                var exchanged = SimulatedFace.Mirrored(scheme, plain);
                foreach (var label in (PlacedLandmark[][])[plain, exchanged])
                    label[l] = PlacedLandmark.At(label[l].Point.X + (percent * Math.Cos(direction)), label[l].Point.Y + (percent * Math.Sin(direction)));
                Assert.Empty(LeftRightOrder.SwappedGroups(scheme, i => plain[i].Point));
                // Of groups of one or two pairs one wild landmark leaves no majority: these may go unnamed, and the other labels decide.
                var small = scheme.Groups.Where(g => g.Landmarks.Count(i => scheme.Mirrors[i] > i) is 1 or 2).Select(g => g.Key);
                var found = LeftRightOrder.SwappedGroups(scheme, i => exchanged[i].Point).Select(g => g.Key).Union(small);
                Assert.Empty(scheme.Groups.Where(g => g.Landmarks.Any(i => scheme.Mirrors[i] != i)).Select(g => g.Key).Except(found));
            },
            iter: 400);
    }

    [Fact]
    public void Predicted_IsWhatTheLandmarksSayOnAverage_AndOneMoreLabelLessensIt()
    {
        var labels = Labels(4, 4);
        var (three, four) = (Estimate(labels[..3]), Estimate(labels));
        Assert.Equal(three.PredictedPercent, three.LandmarkPercents.Average(), 9);
        Assert.True(four.PredictedPercent < three.PredictedPercent);
        var disputed = Enumerable.Range(0, Scheme.Count).MaxBy(l => three.LandmarkPercents[l]);
        Assert.True(three.LandmarkPercents[disputed] > 1.5 * three.PredictedPercent);
    }

    [Fact]
    public void Sides_OfAFaceInProfile_AreJudgedByTheOtherLabels()
    {
        var truth = Profile();
        PlacedLandmark[][] labels = [.. Enumerable.Range(1, 3).Select(k => SimulatedFace.Label(truth, k, 0.5))];
        labels[1] = SimulatedFace.Mirrored(Scheme, labels[1]);
        var consensus = Estimate(labels);
        Assert.NotEmpty(consensus.Labels[1].SwappedGroups);
        Assert.Empty(consensus.Labels[0].SwappedGroups);
        Assert.Empty(consensus.Labels[2].SwappedGroups);
        Assert.True(NormalizedMeanError.Percent(consensus.Landmarks, truth, consensus.DistancePx) < 1.5);
        // Of two that differ nobody knows which is wrong.
        Assert.All(Estimate(labels[..2]).Labels, l => Assert.Empty(l.SwappedGroups));
    }

    [Fact]
    public void Landmarks_ThatSomeLeftOut_AreOfTheOthers()
    {
        var face = new FaceLabels(Scheme);
        var labels = Labels(9, 3);
        for (var k = 0; k < 3; k++) face.Add(k, labels[k]);
        (face.Xs(0)[5], face.Ys(0)[5], face.Xs(1)[5], face.Ys(1)[5]) = (double.NaN, double.NaN, double.NaN, double.NaN);
        for (var k = 0; k < 3; k++) (face.Xs(k)[7], face.Ys(k)[7]) = (double.NaN, double.NaN);
        var solved = new OnlineEstimation(PopulationModel.Prior(Scheme)).Estimate(face);
        Assert.True(solved.Position(5)!.Value.DistanceTo(labels[2][5].Point) < 1e-9);
        Assert.Null(solved.Position(7));
        Assert.Equal(0, solved.PredictedPercent(7));
        Assert.True(double.IsFinite(solved.PredictedPercent()));
        Assert.Equal(66, solved.Fit(0).Evidence.Points);
        face.Add(3);
        face.Add(4);
        Assert.Throws<InvalidOperationException>(() => face.Add(5));
    }

    // A head turned so far that mirror pairs lie on one another but for a little, in the direction of the eyes.
    private static PlacedLandmark[] Profile() =>
        [.. Scheme.MeanShape.Select((p, l) => PlacedLandmark.At(200 + (100 * ((0.02 * p.X) + Math.Abs(p.X * 0.3))), 200 + (100 * (p.Y + (Scheme.Mirrors[l] > l ? 0.06 : Scheme.Mirrors[l] < l ? -0.06 : 0)))))];

    private static PlacedLandmark[][] Labels(int seed, int count)
    {
        var truth = SimulatedFace.Truth(Scheme, seed);
        return [.. Enumerable.Range(1, count).Select(k => SimulatedFace.Label(truth, seed + (k * 1_000_003), 2))];
    }

    private static FaceConsensus Estimate(PlacedLandmark[][] labels) =>
        ConsensusEstimator.Estimate(Scheme, [.. labels.Select(l => new FaceLabel(l, AnnotatorParameters.Unknown))], SimulatedFace.Box);
}
