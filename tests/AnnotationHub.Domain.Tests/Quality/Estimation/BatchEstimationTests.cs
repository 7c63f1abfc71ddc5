using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Estimation;

public sealed class BatchEstimationTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly double[] Sigmas = [1, 1.4, 1.8, 2.2, 3, 4];

    [Fact]
    public void Batch_FindsNoiseAndBiasOfEveryAnnotator()
    {
        var result = BatchEstimation.Run(Scheme, new LabelledFaces(150, Sigmas), Sigmas.Length);
        for (var w = 0; w < Sigmas.Length; w++)
        {
            var parameters = AnnotatorParameters.From(result.Skills[w], result.Population);
            foreach (var kind in (LandmarkKind[])[LandmarkKind.Contour, LandmarkKind.Brow, LandmarkKind.Eye, LandmarkKind.Mouth])
            {
                var error = parameters.Kinds[(int)kind];
                var factor = Scheme.Kinds.Select((k, l) => (k, Factor: result.Population.NormalFactors[l])).Where(p => p.k == kind).Average(p => p.Factor);
                Assert.InRange(error.NormalSigma * factor, 0.8 * Sigmas[w], 1.25 * Sigmas[w]);
                Assert.True(error.Bias.DistanceTo(LabelledFaces.Bias(w)) < 0.35, $"annotator {w}, {kind}: {error.Bias}");
            }
        }
    }

    [Fact]
    public void Batch_OfOtherNumbersForTheAnnotators_IsTheSame()
    {
        var (plain, renamed) = (BatchEstimation.Run(Scheme, new LabelledFaces(30, Sigmas), 6, passes: 3), BatchEstimation.Run(Scheme, new LabelledFaces(30, Sigmas, rename: w => 5 - w), 6, passes: 3));
        for (var w = 0; w < 6; w++) AssertAlike(plain.Skills[w], renamed.Skills[5 - w], 1e-3);
        Assert.Equal(plain.Population.Sigma, renamed.Population.Sigma, 6);
    }

    [Fact]
    public void Batch_OfOtherOrderOfFaces_IsTheSame()
    {
        int[] order = [.. Enumerable.Range(0, 30).Reverse()];
        var (forward, backward) = (BatchEstimation.Run(Scheme, new LabelledFaces(30, Sigmas), 6, passes: 3), BatchEstimation.Run(Scheme, new LabelledFaces(30, Sigmas, order: order), 6, passes: 3));
        for (var w = 0; w < 6; w++) AssertAlike(forward.Skills[w], backward.Skills[w], 1e-3);
    }

    [Fact]
    public void Online_ComesToTheBatchsAnnotatorsAndFaces()
    {
        var source = new LabelledFaces(400, Sigmas);
        var (online, face) = (new OnlineEstimation(PopulationModel.Prior(Scheme)), new FaceLabels(Scheme));
        while (source.Next(face)) online.Take(face);
        var batchPoints = new List<ImagePoint>();
        var batch = BatchEstimation.Run(Scheme, source, 6, take: (_, solver) => batchPoints.AddRange(Enumerable.Range(0, Scheme.Count).Select(l => solver.Position(l)!.Value)));
        for (var w = 0; w < 6; w++)
        {
            var (a, b) = (AnnotatorParameters.From(online.Skills[w], online.Population), AnnotatorParameters.From(batch.Skills[w], batch.Population));
            Assert.InRange(a.Sigma / b.Sigma, 0.8, 1.25);
            Assert.True(a.Kinds.Zip(b.Kinds).All(k => k.First.Bias.DistanceTo(k.Second.Bias) < 0.3), $"annotator {w}");
            Assert.Equal(a.GrossShare, b.GrossShare, 0.005);
        }

        // The same faces with what either has learnt: closer than a third of what the consensus itself is off.
        source.Rewind();
        double apart = 0;
        var i = 0;
        while (source.Next(face))
        {
            var solver = online.Estimate(face);
            for (var l = 0; l < Scheme.Count; l++) apart += solver.Position(l)!.Value.DistanceTo(batchPoints[i++]);
        }

        Assert.True(apart / i < 0.3, $"{apart / i}");
    }

    [Fact]
    public void Gold_ShowsABiasThatAllShare()
    {
        var shared = new ImagePoint(0, 3);
        var (blind, seeing) = (Error(0), Error(0.15));
        Assert.True(blind > 2.5, $"{blind}");
        Assert.True(seeing < 0.55 * blind, $"{seeing} against {blind}");

        double Error(double goldShare)
        {
            var source = new LabelledFaces(120, Sigmas, shared: shared, goldShare: goldShare);
            double sum = 0;
            var (i, n) = (0, 0);
            BatchEstimation.Run(Scheme, source, 6, take: (face, solver) =>
            {
                var truth = source.Truth(i++);
                if (face.HasTruth) return;
                for (var l = 0; l < Scheme.Count; l++, n++) sum += solver.Position(l)!.Value.DistanceTo(truth[l].Point);
            });
            return sum / n;
        }
    }

    [Fact]
    public void Evidence_TakenOffAgain_LeavesTheSumsToTheLastBit() =>
        Gen.Int[0, 100_000].Sample(
            seed =>
            {
                var evidence = Enumerable.Range(0, 6).Select(i => Evidence(seed + i)).ToArray();
                var (all, without) = (new AnnotatorSkill(), new AnnotatorSkill());
                foreach (var e in evidence) all.Add(e);
                foreach (var e in evidence.Where((_, i) => i != 2).Reverse()) without.Add(e);
                all.Subtract(evidence[2]);
                Assert.Equal(without.Pack(), all.Pack());
            },
            iter: 40);

    [Fact]
    public void Population_PackedAndUnpacked_IsTheSame()
    {
        var population = BatchEstimation.Run(Scheme, new LabelledFaces(20, Sigmas), 6, passes: 2).Population;
        Assert.NotEqual(PopulationModel.Prior(Scheme).Pack(), population.Pack());
        Assert.Equal(population.Pack(), PopulationModel.Unpack(Scheme, population.Pack()).Pack());
        Assert.Throws<InvalidDataException>(() => PopulationModel.Unpack(Scheme, [1, 2]));
    }

    private static AnnotatorSkill Evidence(int seed)
    {
        var truth = SimulatedFace.Truth(Scheme, seed);
        FaceLabel[] labels = [.. Enumerable.Range(1, 3).Select(k => new FaceLabel(SimulatedFace.Label(truth, seed + (k * 77_003), 2), AnnotatorParameters.Unknown))];
        return ConsensusEstimator.Estimate(Scheme, labels, SimulatedFace.Box).Labels[0].Evidence;
    }

    private static void AssertAlike(AnnotatorSkill a, AnnotatorSkill b, double tolerance)
    {
        Assert.Equal(a.Faces, b.Faces);
        Assert.Equal(a.GrossErrors, b.GrossErrors, tolerance);
        for (var g = 0; g < a.Sums.Length; g++)
        {
            Assert.Equal(a.Sums[g].TangentSquares, b.Sums[g].TangentSquares, tolerance * (1 + a.Sums[g].TangentSquares));
            Assert.Equal(a.Sums[g].BiasX, b.Sums[g].BiasX, tolerance * 10);
        }
    }
}
