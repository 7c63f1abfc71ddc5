using AnnotationHub.Domain.Earnings;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class EffectiveWageTests
{
    private static readonly Money Floor = new(213_000, "CNY");

    [Fact]
    public void PerHour_HalfAnHour_IsTwiceWhatWasEarned() =>
        Assert.Equal(new Money(200_000, "CNY"), EffectiveWage.PerHour(new Money(100_000, "CNY"), TimeSpan.FromMinutes(30)));

    [Fact]
    public void PerHour_UnderFiveMinutes_SaysNothing() =>
        Assert.Null(EffectiveWage.PerHour(new Money(100_000, "CNY"), TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1)));

    [Fact]
    public void MissingToFloor_PaidOut_BringsTheDayToTheFloorAndNoFenMore() =>
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Long[1, 24L * 3600 * 1000]).Sample((earned, activeMs) =>
        {
            var active = TimeSpan.FromMilliseconds(activeMs);
            var missing = EffectiveWage.MissingToFloor(new Money(earned, "CNY"), active, Floor);
            var due = (Int128)Floor.TenThousandths * active.Ticks;
            var got = (Int128)(earned + missing.TenThousandths) * TimeSpan.TicksPerHour;
            var oneFenLess = (Int128)(earned + missing.TenThousandths - 100) * TimeSpan.TicksPerHour;
            return missing.TenThousandths % 100 == 0 && got >= due && (missing.TenThousandths == 0 || oneFenLess < due);
        });
}
