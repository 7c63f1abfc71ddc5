using AnnotationHub.Benchmarks.LabelingTime;
using AnnotationHub.Domain.Landmarks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.LabelingTime;

/// <summary>The scripted person of the labeling-time benchmark.</summary>
public sealed class PersonTests
{
    private static readonly Hand Hand = new();

    [Fact]
    public void Point_OfThreeBits_IsFittsLaw() => Assert.Equal(-0.107 + (3 * 0.223), Hand.Point(70, 10), 9);

    [Fact]
    public void Drag_OfThreeBits_IsFittsLawWithTheButtonDown() => Assert.Equal(0.135 + (3 * 0.249), Hand.Drag(70, 10), 9);

    [Fact]
    public void Point_Anywhere_TakesLongerFartherAndOntoLess() =>
        Gen.Select(Gen.Double[0, 2_000], Gen.Double[1, 50], Gen.Double[0.1, 500]).Sample((distance, width, more) =>
        {
            Assert.True(Hand.Point(distance, width) >= 0);
            Assert.True(Hand.Point(distance + more, width) >= Hand.Point(distance, width));
            Assert.True(Hand.Point(distance, width + more) <= Hand.Point(distance, width));
            Assert.True(Hand.Drag(distance, width) > Hand.Point(distance, width));
        });

    [Fact]
    public void ClickExactly_ManyTimes_MissesBySigmaOnEachAxis()
    {
        var person = new Person(Hand, sigmaPx: 2, tolerancePerSigma: 1.9, seed: 5);
        var misses = Enumerable.Range(0, 20_000).Select(_ => person.ClickExactly(new ImagePoint(300, 200))).ToList();
        Assert.Equal(2, Math.Sqrt(misses.Average(p => (p.X - 300) * (p.X - 300))), 0.05);
        Assert.Equal(2, Math.Sqrt(misses.Average(p => (p.Y - 200) * (p.Y - 200))), 0.05);
    }

    [Fact]
    public void ClickRoughly_FromOneCornerToTheOther_CostsItsDistance()
    {
        var person = new Person(Hand, sigmaPx: 1, tolerancePerSigma: 1.9, seed: 1);
        person.ClickRoughly(new ImagePoint(300, 400));
        Assert.Equal(500, person.TravelPx, 9);
        Assert.Equal(Hand.Point(500, Person.MarkWidthPx) + (2 * Hand.Press), person.Seconds, 9);
    }
}
