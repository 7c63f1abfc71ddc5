using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class PartialPriceTests
{
    private static readonly Gen<(long Whole, int Asked, int All)> Prices =
        from whole in Gen.Long[0, 1_000_0000]
        from all in Gen.Int[1, 500]
        from asked in Gen.Int[1, all]
        select (whole, asked, all);

    [Fact]
    public void Of_AnyShare_IsTheProportionRoundedUpByLessThanOneUnit() =>
        Prices.Sample(p =>
        {
            var exact = (decimal)p.Whole * p.Asked / p.All;
            Assert.InRange(PartialPrice.Of(p.Whole, p.Asked, p.All) - exact, 0, 0.999_999_9m);
        });

    [Fact]
    public void Of_TwoPartsOfAFace_AreTogetherNoLessThanTheWhole() =>
        Prices.Sample(p =>
        {
            if (p.Asked == p.All) Assert.Equal(p.Whole, PartialPrice.Of(p.Whole, p.Asked, p.All));
            else Assert.True(PartialPrice.Of(p.Whole, p.Asked, p.All) + PartialPrice.Of(p.Whole, p.All - p.Asked, p.All) >= p.Whole);
        });

    [Fact]
    public void Asked_PackedAndUnpacked_IsTheSameSetInOrder() =>
        Gen.Int[0, 1_000].Array[1, 80].Sample(landmarks =>
        {
            var packed = AskedLandmarks.Pack(landmarks);
            Assert.Equal(landmarks.Distinct().Order(), AskedLandmarks.Unpack(packed));
            Assert.Equal(packed, AskedLandmarks.Pack(landmarks.Reverse()));
            Assert.Equal(landmarks.Distinct().Count(), AskedLandmarks.Count(packed));
        });
}
