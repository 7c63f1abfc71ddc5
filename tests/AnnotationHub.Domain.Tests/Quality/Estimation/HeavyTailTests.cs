using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Estimation;

/// <summary>What becomes of labels whose errors have no variance: no two may agree, and one may be anywhere.</summary>
public sealed class HeavyTailTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    [Fact]
    public void Consensus_WhereNoTwoAgree_DoesNotFollowTheOneThatIsFarAway() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Double[0, 6.28], Gen.Double[2.3, 5], Gen.Int[0, 67]).Sample(
            (seed, direction, decades, l) =>
            {
                var truth = SimulatedFace.Truth(Scheme, seed);
                PlacedLandmark[][] labels = [.. Enumerable.Range(1, 3).Select(k => SimulatedFace.Label(truth, seed + (k * 1_000_003), 2))];
                var (at, away) = (truth[l].Point, Math.Pow(10, decades));
                var aside = new ImagePoint(Math.Cos(direction), Math.Sin(direction)) * 11;
                labels[0][l] = new PlacedLandmark(at + aside, Visibility.Visible);
                labels[1][l] = new PlacedLandmark(at - aside, Visibility.Visible);
                labels[2][l] = PlacedLandmark.At(at.X + (away * Math.Sin(direction)), at.Y + (away * Math.Cos(direction)));
                var consensus = ConsensusEstimator.Estimate(Scheme, [.. labels.Select(p => new FaceLabel(p, AnnotatorParameters.Unknown))], SimulatedFace.Box);
                Assert.True(consensus.Landmarks[l].Point.DistanceTo(at) < 30, $"{consensus.Landmarks[l].Point.DistanceTo(at)} with one label {away} away");
            },
            iter: 200);

    // Else who often shares faces with a spammer seems to make more gross errors, and the control chart says that they grow.
    [Fact]
    public void GrossErrors_OfTwoLabels_AreNotMoreBesideAThirdThatIsFarAway()
    {
        double alone = 0, beside = 0;
        for (var seed = 1; seed <= 100; seed++)
        {
            var (truth, direction) = (SimulatedFace.Truth(Scheme, seed), 0.6 * seed);
            PlacedLandmark[][] two = [.. Enumerable.Range(1, 2).Select(k => SimulatedFace.Label(truth, (1_000 * k) + seed, 6))];
            var third = SimulatedFace.Label(truth, seed, 1, new ImagePoint(Math.Cos(direction), Math.Sin(direction)) * 100);
            (alone, beside) = (alone + Gross(two), beside + Gross([.. two, third]));
        }

        Assert.True(beside < 1.15 * alone, $"{beside} against {alone}");
    }

    // Where all hands are alike and without bias nothing is to be learnt, and the plain median is the better by a quarter.
    [Fact]
    public void Consensus_OfUnequalHandsUnderCauchyTails_IsBetterThanTheMedian()
    {
        var (online, face, random) = (new OnlineEstimation(PopulationModel.Prior(Scheme)), new FaceLabels(Scheme), new Random(31));
        double estimated = 0, median = 0;
        for (var i = 0; i < Faces; i++)
        {
            var truth = SimulatedFace.Truth(Scheme, i);
            int[] by = [.. Enumerable.Range(0, Hands).OrderBy(_ => random.Next()).Take(3)];
            PlacedLandmark[][] labels = [.. by.Select(w => Cauchy(truth, w, random))];
            face.Clear();
            for (var k = 0; k < labels.Length; k++) face.Add(by[k], labels[k]);
            var solver = online.Take(face);
            for (var l = 0; l < truth.Length; l++)
            {
                estimated += solver.Position(l)!.Value.DistanceTo(truth[l].Point);
                median += new ImagePoint(Middle(labels, p => p[l].Point.X), Middle(labels, p => p[l].Point.Y)).DistanceTo(truth[l].Point);
            }
        }

        Assert.True(estimated < median, $"{estimated / (Faces * Scheme.Count)} against the median's {median / (Faces * Scheme.Count)}");
    }

    private const int Faces = 200;
    private const int Hands = 8;

    // Quartiles of half a pixel to four, and a bias of 2 px.
    private static PlacedLandmark[] Cauchy(PlacedLandmark[] truth, int hand, Random random)
    {
        var (scale, turn) = (0.5 * Math.Pow(8, hand / (Hands - 1.0)), 2 * Math.PI * hand / Hands);
        var bias = new ImagePoint(Math.Cos(turn), Math.Sin(turn)) * 2;
        return [.. truth.Select(t => t with { Point = t.Point + bias + new ImagePoint(scale * Tail(random), scale * Tail(random)) })];
    }

    private static double Tail(Random random) => Math.Tan(Math.PI * (random.NextDouble() - 0.5));

    // Of the first two, expected.
    private static double Gross(PlacedLandmark[][] labels)
    {
        var fits = ConsensusEstimator.Estimate(Scheme, [.. labels.Select(l => new FaceLabel(l, AnnotatorParameters.Unknown))], SimulatedFace.Box).Labels;
        return fits[0].Evidence.GrossErrors + fits[1].Evidence.GrossErrors;
    }

    private static double Middle(PlacedLandmark[][] labels, Func<PlacedLandmark[], double> of) => labels.Select(of).Order().ElementAt(labels.Length / 2);
}
