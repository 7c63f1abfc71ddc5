using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality;

public sealed class DisputesTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000];

    private static readonly Gen<double> Targets = Gen.Double[1.2, 4];

    [Fact]
    public void Of_AnyFace_IsEmptyOrASmallAscendingPartOfTheScheme() =>
        Gen.Select(Seeds, Targets, Gen.Int[2, 4]).Sample(
            (seed, target, count) =>
            {
                var disputed = Disputes.Of(Scheme, Face(seed, count), new QualityRule(2, 5, target));
                Assert.Equal(disputed.Order().Distinct(), disputed);
                Assert.All(disputed, l => Assert.InRange(l, 0, Scheme.Count - 1));
                if (!disputed.IsEmpty) Assert.InRange(disputed.Length, (int)Math.Ceiling(0.1 * Scheme.Count), Scheme.Count / 3);
            },
            iter: 100);

    [Fact]
    public void Of_StricterTarget_AsksForNoFewer() =>
        Gen.Select(Seeds, Targets, Gen.Double[0.6, 1]).Sample(
            (seed, target, stricter) =>
            {
                var face = Face(seed, 2);
                var loose = Disputes.Of(Scheme, face, new QualityRule(2, 5, target));
                var strict = Disputes.Of(Scheme, face, new QualityRule(2, 5, target * stricter));
                // Empty is the whole face; nothing in dispute only where the loose target is met already.
                if (!loose.IsEmpty && !strict.IsEmpty) Assert.All(loose, l => Assert.Contains(l, strict));
            },
            iter: 100);

    [Fact]
    public void On_TwoWhoContradictEachOtherOnAFewLandmarks_AsksForThose() =>
        Gen.Select(Seeds, Gen.Int[0, Scheme.Count - 4]).Sample(
            (seed, first) =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                PlacedLandmark[][] labels = [.. Enumerable.Range(1, 2).Select(k => SimulatedFace.Label(truth, seed + k, 1))];
                for (var l = first; l < first + 4; l++) labels[1][l] = labels[1][l] with { Point = labels[1][l].Point + new ImagePoint(22, -14) };
                var consensus = Estimate(labels);
                var rule = new QualityRule(2, 5, consensus.PredictedPercent * 0.9);
                var verdict = Verdict.On(Scheme, consensus, rule);
                Assert.Equal(VerdictKind.AskOneMore, verdict.Kind);
                Assert.All(Enumerable.Range(first, 4), l => Assert.Contains(l, verdict.Disputed));
            },
            iter: 60);

    [Fact]
    public void On_CapOfOneKindMissed_AsksForLandmarksOfThatKindFirst()
    {
        var consensus = Face(7, 2);
        var rule = new QualityRule(2, 5, 20) { Caps = QualityRule.NoCaps.Add(LandmarkKind.Mouth, consensus.PredictedPercent * 0.6) };
        Assert.Equal(VerdictKind.Accept, Verdict.On(Scheme, consensus, rule with { Caps = QualityRule.NoCaps }).Kind);
        var verdict = Verdict.On(Scheme, consensus, rule);
        Assert.Equal(VerdictKind.AskOneMore, verdict.Kind);
        Assert.Contains(verdict.Disputed, l => Scheme.Kinds[l] == LandmarkKind.Mouth);
    }

    [Fact]
    public void On_AFaceSwappedByOneOfTwo_AsksForTheWholeFace()
    {
        var truth = SimulatedFace.Truth(Scheme, 3);
        var verdict = Verdict.On(Scheme, Estimate([SimulatedFace.Label(truth, 4, 1), SimulatedFace.Mirrored(Scheme, SimulatedFace.Label(truth, 5, 1))]), new QualityRule(2, 5, 3));
        Assert.Equal(VerdictKind.AskOneMore, verdict.Kind);
        Assert.Empty(verdict.Disputed);
    }

    /// <summary>Over many faces, the third label of the disputed landmarks alone does what it was asked for.</summary>
    [Fact]
    public void Estimate_WithAPartialThirdLabel_MeetsTheTargetMostly()
    {
        int asked = 0, met = 0, landmarks = 0;
        double foreseen = 0, real = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var truth = SimulatedFace.Truth(Scheme, seed);
            PlacedLandmark[][] labels = [.. Enumerable.Range(1, 2).Select(k => SimulatedFace.Label(truth, (seed * 31) + k, 2.2))];
            Slip(labels[0], seed);
            var consensus = Estimate(labels);
            var rule = new QualityRule(2, 5, consensus.PredictedPercent * 0.95);
            var disputed = Verdict.On(Scheme, consensus, rule).Disputed;
            if (disputed.IsEmpty) continue;
            var third = SimulatedFace.Label(truth, (seed * 31) + 3, 2.2);
            for (var l = 0; l < Scheme.Count; l++) third[l] = disputed.Contains(l) ? third[l] : PlacedLandmark.Absent;
            var better = Estimate([.. labels, third]);
            Assert.Equal(disputed.Length, (int)better.Labels[2].Evidence.Points);
            (asked, landmarks) = (asked + 1, landmarks + disputed.Length);
            if (rule.IsMet(Scheme, better)) met++;
            foreseen += better.PredictedPercent;
            real += NormalizedMeanError.Percent(better.Landmarks, truth, better.DistancePx);
        }

        Assert.True(asked > 200, $"{asked} asked");
        Assert.True(met > 0.8 * asked, $"{met} of {asked}");
        Assert.True(landmarks < 0.25 * asked * Scheme.Count, $"{landmarks / (double)asked} landmarks");
        Assert.InRange(foreseen / real, 0.75, 1.6);
    }

    [Fact]
    public void Estimate_LandmarksThatNobodyElseWasAskedFor_StayAsTheyWere() =>
        Seeds.Sample(
            seed =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                PlacedLandmark[][] labels = [.. Enumerable.Range(1, 2).Select(k => SimulatedFace.Label(truth, seed + k, 1.5))];
                var silent = Enumerable.Repeat(PlacedLandmark.Absent, Scheme.Count).ToArray();
                var (without, with) = (Estimate(labels), Estimate([.. labels, silent]));
                for (var l = 0; l < Scheme.Count; l++) Assert.True(without.Landmarks[l].Point.DistanceTo(with.Landmarks[l].Point) < 1e-9);
                Assert.Equal(without.PredictedPercent, with.PredictedPercent, 1e-9);
                Assert.Equal(0, with.Labels[2].Evidence.Points);
            },
            iter: 30);

    private static void Slip(PlacedLandmark[] label, int seed)
    {
        var random = new Random(seed);
        for (var slip = 0; slip < 4; slip++)
        {
            var l = random.Next(Scheme.Count);
            label[l] = label[l] with { Point = label[l].Point + new ImagePoint(random.Next(8, 20), random.Next(-20, 20)) };
        }
    }

    private static FaceConsensus Face(int seed, int count)
    {
        var truth = SimulatedFace.Truth(Scheme, seed);
        return Estimate([.. Enumerable.Range(1, count).Select(k => SimulatedFace.Label(truth, seed + (k * 1_000_003), 2))]);
    }

    private static FaceConsensus Estimate(PlacedLandmark[][] labels) =>
        ConsensusEstimator.Estimate(Scheme, [.. labels.Select(l => new FaceLabel(l, AnnotatorParameters.Unknown))], SimulatedFace.Box);
}
