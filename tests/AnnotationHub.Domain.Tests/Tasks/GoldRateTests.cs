using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Tasks;

public sealed class GoldRateTests
{
    private static readonly GoldRate Rate = new();

    private static readonly Gen<GoldRecord> Records =
        from gold in Gen.Int[0, 60]
        from faces in Gen.Int[gold, 3_000]
        from drifting in Gen.Bool
        select new GoldRecord(faces, gold, drifting);

    [Fact]
    public void ShareOf_TheNew_IsTheAdmissions() =>
        Records.Sample(r =>
        {
            if (r.GoldFaces < 5) Assert.Equal(0.5, Rate.ShareOf(r));
            else Assert.True(Rate.ShareOf(r) < 0.5);
        });

    [Theory]
    [InlineData(20, 5, false, 0.05)]
    [InlineData(99, 9, false, 0.05)]
    [InlineData(100, 9, false, 0.02)]
    [InlineData(5000, 90, false, 0.02)]
    [InlineData(50, 7, true, 0.2)]
    [InlineData(5000, 90, true, 0.2)]
    [InlineData(3, 2, true, 0.5)]
    public void ShareOf_ARecord_IsTheDesigns(int faces, int gold, bool drifting, double share) =>
        Assert.Equal(share, Rate.ShareOf(new GoldRecord(faces, gold, drifting)));

    /// <summary>Over many people: the share that is drawn is the share that is meant.</summary>
    [Fact]
    public void IsDue_DrawnFromIds_KeepsTheShare()
    {
        foreach (var share in (double[])[0.02, 0.05, 0.2, 0.5])
        {
            var due = Enumerable.Range(0, 40_000).Count(_ => GoldMix.IsDue(Guid.CreateVersion7(), share));
            Assert.InRange(due / 40_000.0, share - (5 * Math.Sqrt(share / 40_000)), share + (5 * Math.Sqrt(share / 40_000)));
        }
    }
}
