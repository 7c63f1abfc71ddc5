using AnnotationHub.Domain.Quality.Audits;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Quality.Audits;

public sealed class AuditPlanTests
{
    private static readonly Gen<double> Unit = Gen.Double[0, 1];
    private static readonly Gen<double> Rank = Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100]).Select(p => AuditPlan.RiskRank(Math.Min(p.Item1, p.Item2), Math.Max(p.Item1, p.Item2)));

    [Fact]
    public void Probability_OfAnyFace_IsPositiveAndNeverFallsWithTheShare() =>
        Gen.Select(Unit, Unit, Rank).Sample((a, b, rank) =>
        {
            var (lower, higher) = (AuditPlan.Probability(Math.Min(a, b), rank), AuditPlan.Probability(Math.Max(a, b), rank));
            Assert.InRange(lower, 0, higher);
            Assert.InRange(higher, 0, 1);
            Assert.Equal(1, AuditPlan.Probability(1, rank));
        });

    // A face is in at exactly the shares that its probability says: this ties what is drawn to what is reported.
    [Fact]
    public void EntryShare_IsReached_ExactlyWhenTheRandomNumberIsWithinTheProbability() =>
        Gen.Select(Unit, Unit, Rank).Sample((share, uniform, rank) =>
        {
            var entry = AuditPlan.EntryShare(uniform, rank);
            if (Math.Abs(entry - share) < 1e-9) return;
            Assert.Equal(entry < share, uniform < AuditPlan.Probability(share, rank) || AuditPlan.Probability(share, rank) >= 1);
        });

    [Fact]
    public void Draw_OfManyFaces_TakesTheShareHalfByRiskHalfAtRandom()
    {
        const int Faces = 40_000;
        const double Share = 0.1;
        var random = new Random(7);
        var drawn = Enumerable.Range(1, Faces).Select(i => (Rank: (double)i / Faces, Entry: AuditPlan.EntryShare(random.NextDouble(), (double)i / Faces))).Where(f => f.Entry <= Share).ToList();
        Assert.Equal(Share * Faces, drawn.Count, tolerance: 4 * Math.Sqrt(Share * Faces));
        Assert.Equal(Faces * Share / 2, drawn.Count(f => f.Rank <= Share / 2), tolerance: 1);
    }

    [Fact]
    public void Uniform_OfManyIds_IsEvenAndTheSameAgain()
    {
        var ids = Enumerable.Range(0, 20_000).Select(i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).ToList();
        var tenths = ids.GroupBy(id => (int)(10 * AuditPlan.Uniform(id))).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(Enumerable.Range(0, 10), tenths.Keys.Order());
        Assert.All(tenths.Values, count => Assert.InRange(count, 1_800, 2_200));
        Assert.Equal(AuditPlan.Uniform(ids[5]), AuditPlan.Uniform(ids[5]));
    }
}
