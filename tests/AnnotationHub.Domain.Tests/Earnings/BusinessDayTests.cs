using AnnotationHub.Domain.Earnings;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class BusinessDayTests
{
    [Theory]
    [InlineData("2026-11-24T15:59:59.999999Z", "2026-11-24")]
    [InlineData("2026-11-24T16:00:00Z", "2026-11-25")]
    [InlineData("2026-12-31T16:00:00Z", "2027-01-01")]
    [InlineData("2026-11-24T23:30:00+08:00", "2026-11-24")]
    public void At_Instant_IsTheDayInShanghai(string instant, string expected) =>
        Assert.Equal(expected, BusinessDay.At(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void At_AnyInstantSince1992_AgreesWithTheTimeZoneDatabase()
    {
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var first = new DateTimeOffset(1992, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var last = new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Gen.Long[first, last].Sample(seconds =>
        {
            var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return BusinessDay.At(instant).Date == DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, shanghai).DateTime);
        });
    }

    [Fact]
    public void Start_OfADay_FallsOnItAndTheInstantBeforeDoesNot() => Gen.Int[0, 20_000].Sample(days =>
    {
        var day = BusinessDay.Parse("1995-01-01").Plus(days);
        return BusinessDay.At(day.Start) == day && BusinessDay.At(day.Start.AddTicks(-1)) == day.Plus(-1) && BusinessDay.Parse(day.ToString()) == day;
    });
}
