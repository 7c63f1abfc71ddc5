using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class PriceRulesTests
{
    private static readonly Money Floor = new(21_3000, "CNY");

    [Fact]
    public void UsualTime_TwentyFaces_IsTheMedian()
    {
        var times = Enumerable.Range(1, 20).Select(s => TimeSpan.FromSeconds(10 * s)).Append(TimeSpan.FromHours(3)).ToList();
        Assert.Equal(new UsualTime(TimeSpan.FromSeconds(110), 21), UsualTime.Of(times, 68));
        Assert.Equal(new UsualTime(TimeSpan.FromSeconds(105), 20), UsualTime.Of(times[..20], 68));
    }

    [Fact]
    public void UsualTime_FasterThanAnybodyLooks_DoesNotCount()
    {
        var programs = Enumerable.Repeat(TimeSpan.FromMilliseconds(60), 300).ToList();
        Assert.False(UsualTime.Of(programs, 68).IsMeasured);
        var people = Enumerable.Repeat(TimeSpan.FromSeconds(95), 20);
        Assert.Equal(new UsualTime(TimeSpan.FromSeconds(95), 20), UsualTime.Of([.. programs, .. people], 68));
        // To the tenth of a second for each landmark it is a person's.
        Assert.True(UsualTime.Of(Enumerable.Repeat(TimeSpan.FromSeconds(6.8), 20).ToList(), 68).IsMeasured);
        Assert.False(UsualTime.Of(Enumerable.Repeat(TimeSpan.FromSeconds(6.79), 20).ToList(), 68).IsMeasured);
    }

    [Fact]
    public void UsualTime_TooFewFaces_IsAnEstimate()
    {
        var usual = UsualTime.Of([TimeSpan.FromSeconds(1)], 68);
        Assert.Equal((TimeSpan.FromSeconds(102), false), (usual.PerFace, usual.IsMeasured));
    }

    [Theory]
    // 0.65 in 127.2 s is 18.396… an hour: below. 0.80 in 135 s is 21.3333.
    [InlineData(6500, 127.2, 18_3962, true)]
    [InlineData(8000, 135, 21_3333, false)]
    [InlineData(8000, 136, 21_1764, true)]
    public void Preview_Measured_RefusesBelowTheFloor(long priceE4, double seconds, long hourlyE4, bool refused)
    {
        var preview = new PricePreview(new Money(priceE4, "CNY"), new UsualTime(TimeSpan.FromSeconds(seconds), 50), Floor);
        Assert.Equal((hourlyE4, refused, refused), (preview.Hourly!.Value.TenThousandths, preview.IsBelowFloor, preview.NeedsSignature));
    }

    [Theory]
    [InlineData(5000, true, false)]
    [InlineData(3000, true, true)]
    public void Preview_Estimated_RefusesOnlyWhatHalfTheTimeWouldNotReach(long priceE4, bool below, bool refused)
    {
        var preview = new PricePreview(new Money(priceE4, "CNY"), UsualTime.Of([], 68), Floor);
        Assert.Equal((below, refused), (preview.IsBelowFloor, preview.NeedsSignature));
    }

    [Fact]
    public void LeastPrice_OfAnyTime_ReachesTheFloorAndAFenLessDoesNot()
    {
        foreach (var seconds in (double[])[7, 54.4, 102, 135, 600.1])
        {
            var preview = new PricePreview(new Money(1, "CNY"), new UsualTime(TimeSpan.FromSeconds(seconds), 30), Floor);
            var least = preview.LeastPrice!.Value;
            Assert.False((preview with { Price = least }).IsBelowFloor);
            Assert.True((preview with { Price = least - new Money(100, "CNY") }).IsBelowFloor);
        }
    }

    [Fact]
    public void Preview_CurrencyWithoutFloor_IsNeverRefused()
    {
        var preview = new PricePreview(new Money(1, "EUR"), new UsualTime(TimeSpan.FromSeconds(100), 30), null);
        Assert.False(preview.IsBelowFloor || preview.NeedsSignature);
    }

    [Fact]
    public void Forecast_DisagreementSoFar_AsksForMoreLabels()
    {
        // 100 labels open, faces have taken 2.5 labels where they began with 2: 125 labels at 0.80 on top of 40.
        var forecast = new BudgetForecast(8000, 2_000_000, 400_000, 100, 2.5, 2, 100_000);
        Assert.Equal((125, 1_400_000, 1_600_000, 200), (forecast.ExpectedLabels, forecast.ExpectedE4, forecast.LeftE4, forecast.LabelsLeft));
        Assert.Equal(10, forecast.DaysLeft);
        Assert.False(forecast.WillExceed || forecast.IsExhausted);
        Assert.True((forecast with { BudgetE4 = 1_399_999 }).WillExceed);
        Assert.True((forecast with { BudgetE4 = 407_999 }).IsExhausted);
        Assert.False((forecast with { BudgetE4 = 408_000 }).IsExhausted);
    }
}
