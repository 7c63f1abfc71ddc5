using AnnotationHub.Domain.Quality.Audits;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Audits;

public sealed class OutgoingQualityTests
{
    // Smallest n for a 95 % upper bound of p with d defects, Jeffreys (quality notes 4.7): a lot so large that the finite size is nothing.
    [Theory]
    [InlineData(0.01, 0, 191)]
    [InlineData(0.01, 2, 552)]
    [InlineData(0.025, 1, 155)]
    [InlineData(0.05, 0, 38)]
    [InlineData(0.05, 3, 139)]
    [InlineData(0.10, 1, 38)]
    public void High_OfARandomAudit_IsTheJeffreysBound(double target, int defects, int smallest)
    {
        Assert.True(Of(smallest, defects).Meets(target));
        Assert.False(Of(smallest - 1, defects).Meets(target));

        static OutgoingQuality Of(int audits, int defects) =>
            OutgoingQuality.Of([.. Enumerable.Range(0, audits).Select(i => new AuditedFace(1e-7, i < defects))], 1_000_000_000);
    }

    [Fact]
    public void Everything_Audited_LeavesNothingToGoOut()
    {
        var all = OutgoingQuality.Of([.. Enumerable.Range(0, 50).Select(i => new AuditedFace(0.2, i < 20))], 50);
        Assert.Equal((20, 0.0), (all.Defects, all.High));
        Assert.Equal(0, OutgoingQuality.Of([], 0).High);
    }

    [Fact]
    public void Nothing_Audited_PromisesNothing() => Assert.InRange(OutgoingQuality.Of([], 100).High, 0.99, 1);

    [Fact]
    public void Bounds_OfAnyAudit_AreOrderedAndWithinTheUnseenShare() =>
        Audits.Sample((audited, more) =>
        {
            var quality = OutgoingQuality.Of(audited, audited.Length + more);
            Assert.InRange(quality.Share, quality.Low, quality.High);
            Assert.InRange(quality.High, 0, more == 0 ? 0 : (double)more / (audited.Length + more));
        });

    [Fact]
    public void MoreAudits_WithoutADefect_AreJustEnough() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 4], Gen.Int[0, 3_000], Gen.Double[0.002, 0.3]).Sample((audits, defects, unseen, target) =>
        {
            // As drawn: of two further ones the second is random, and every random one speaks alike.
            OutgoingQuality After(int random, int certain) => OutgoingQuality.Of(
                [.. Enumerable.Range(0, audits + random).Select(i => new AuditedFace(0.05, i < Math.Min(defects, audits))), .. Enumerable.Repeat(new AuditedFace(1, false), certain)],
                audits + unseen);
            var more = After(0, 0).MoreAudits(target);
            if (more == 0) Assert.True(After(0, 0).Meets(target));
            else if (more % 2 == 0) Assert.True(After(more / 2, more / 2).Meets(target) || more == unseen);
            if (more > 2) Assert.False(After((more - 2) / 2, (more - 1) / 2).Meets(target));
        });

    // Defects that follow the predicted error, as they do: the estimate is right on the average and the bound holds as often as it says.
    [Fact]
    public void Estimate_UnderTheRiskWeightedPlan_IsUnbiasedAndItsBoundHolds()
    {
        const int Faces = 1_500;
        const double Share = 0.16;
        var (error, truth, held) = (0.0, 0.0, 0);
        const int Trials = 400;
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            var (audited, unseenDefects, estimate) = (new List<AuditedFace>(), 0, 0.0);
            for (var i = 1; i <= Faces; i++)
            {
                var rank = (double)i / Faces;
                var isDefective = random.NextDouble() < (rank < 0.1 ? 0.25 : 0.02);
                var probability = AuditPlan.Probability(Share, rank);
                if (AuditPlan.EntryShare(random.NextDouble(), rank) <= Share)
                {
                    audited.Add(new AuditedFace(probability, isDefective));
                    if (isDefective) estimate += (1 / probability) - 1;
                }
                else if (isDefective) unseenDefects++;
            }

            error += estimate - unseenDefects;
            truth += unseenDefects;
            if ((double)unseenDefects / Faces <= OutgoingQuality.Of(audited, Faces).High) held++;
        }

        Assert.Equal(0, error / truth, 0.06);
        Assert.InRange((double)held / Trials, 0.92, 0.99);
    }

    private static readonly Gen<(AuditedFace[], int)> Audits = Gen.Select(
        Gen.Select(Gen.Double[0.001, 1], Gen.Bool).Select(f => new AuditedFace(f.Item1, f.Item2)).Array[0, 80], Gen.Int[0, 500]);
}
