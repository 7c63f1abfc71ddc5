using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Tasks;

public sealed class FinishForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_SteadyPace_IsAsFarAheadAsTheWorkThatIsLeft() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Int[5, 50], Gen.Double[0.01, 30]).Sample((left, recent, days) =>
        {
            var at = FinishForecast.At(left, recent, Now.AddDays(-days), Now.AddHours(-1), Now);
            if (left * days / recent > 3_650) Assert.Null(at);
            else Assert.Equal(left / (recent / days), (at!.Value - Now).TotalDays, 1e-6);
        });

    [Fact]
    public void At_NothingToGoBy_SaysNothing()
    {
        Assert.Null(FinishForecast.At(0, 50, Now.AddDays(-1), Now, Now));
        Assert.Null(FinishForecast.At(100, 4, Now.AddDays(-1), Now, Now));
        Assert.Null(FinishForecast.At(100, 50, Now.AddDays(-9), Now.AddDays(-3.1), Now));
    }
}
