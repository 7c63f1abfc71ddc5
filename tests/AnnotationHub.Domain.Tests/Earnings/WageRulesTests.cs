using AnnotationHub.Domain.Earnings;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class WageRulesTests
{
    private static readonly Money Floor = new(21_3000, "CNY");
    private static readonly Guid Project = new("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void TopUp_DayBelowTheFloor_IsTheDifference()
    {
        // 30 faces of 2 minutes for 0.50: 15.00 in an hour; 6.30 are missing.
        var part = Assert.Single(WageTopUp.Of(Faces(30, 5000, 120), Floor));
        Assert.Equal((Project, TimeSpan.FromHours(1), 15_0000, 6_3000), (part.ProjectId, part.Counted, part.Earned.TenThousandths, part.Amount.TenThousandths));
    }

    [Fact]
    public void TopUp_DayAtTheFloor_IsNothing() => Assert.Empty(WageTopUp.Of(Faces(30, 7100, 120), Floor));

    [Fact]
    public void TopUp_FewMinutes_IsNothing() => Assert.Empty(WageTopUp.Of(Faces(4, 100, 120), Floor));

    [Fact]
    public void TopUp_TabLeftOpen_CountsThreeUsualTimesAtMost()
    {
        var part = Assert.Single(WageTopUp.Of(Faces(10, 1000, 3600), Floor));
        Assert.Equal(TimeSpan.FromMinutes(60), part.Counted);
    }

    [Fact]
    public void TopUp_RejectedWork_IsNeitherEarnedNorCounted()
    {
        var faces = Faces(30, 5000, 120).Concat(Faces(30, 0, 120).Select(f => f with { IsCareful = false }));
        Assert.Equal(6_3000, Assert.Single(WageTopUp.Of(faces, Floor)).Amount.TenThousandths);
    }

    [Fact]
    public void TopUp_GoodPriceElsewhere_DoesNotMakeUpForABadOne()
    {
        var parts = WageTopUp.Of(Faces(30, 5000, 120).Concat(Faces(30, 50_000, 120).Select(f => f with { ProjectId = Other })), Floor);
        Assert.Equal(Project, Assert.Single(parts).ProjectId);
    }

    [Fact]
    public void TopUp_AnyDay_EndsAtTheFloorAndNeverAFenTooHigh() =>
        Gen.Select(Gen.Long[0, 20_000], Gen.Int[1, 600], Gen.Int[1, 80]).Sample((price, seconds, count) =>
        {
            foreach (var part in WageTopUp.Of(Faces(count, price, seconds), Floor))
            {
                var total = part.Earned + part.Amount;
                Assert.True(EffectiveWage.PerHour(total, part.Counted)!.Value.TenThousandths >= Floor.TenThousandths);
                Assert.Equal(Money.Zero("CNY"), EffectiveWage.MissingToFloor(total, part.Counted, Floor));
                Assert.NotEqual(Money.Zero("CNY"), EffectiveWage.MissingToFloor(total - new Money(100, "CNY"), part.Counted, Floor));
            }
        });

    [Theory]
    [InlineData(100, 95, 800_000, 24_000)]
    [InlineData(100, 94, 800_000, 0)]
    [InlineData(99, 99, 800_000, 0)]
    [InlineData(120, 120, 803_333, 24_000)]
    public void CarefulMonth_ByItsBounds_PaysThreePerCentInWholeFen(int decided, int atFirst, long earnedE4, long bonusE4) =>
        Assert.Equal(bonusE4, BonusRule.CarefulMonth.AmountE4(new BonusMonth(decided, atFirst, atFirst, earnedE4, 0)));

    [Theory]
    [InlineData(0, 99, 0)]
    [InlineData(0, 100, 20_0000)]
    [InlineData(60, 40, 20_0000)]
    [InlineData(100, 40, 0)]
    public void FirstHundred_InTheMonthOfTheHundredth_PaysOnce(int before, int accepted, long bonusE4) =>
        Assert.Equal(bonusE4, BonusRule.FirstHundred.AmountE4(new BonusMonth(accepted, accepted, accepted, 0, before)));

    [Fact]
    public void Names_OfAllRules_FitTheLedgersKey()
    {
        Assert.All(BonusRule.All, r => Assert.Matches("^[a-z-]+/[0-9]+$", r.Name));
        Assert.All(BonusRule.All, r => Assert.Same(r, BonusRule.Find(r.Name)));
        Assert.Null(BonusRule.Find("no-such-rule/1"));
    }

    private static IEnumerable<DayFace> Faces(int count, long priceE4, int seconds) => Enumerable.Range(0, count)
        .Select(_ => new DayFace(Project, new Money(priceE4, "CNY"), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(120), IsCareful: true));
}
