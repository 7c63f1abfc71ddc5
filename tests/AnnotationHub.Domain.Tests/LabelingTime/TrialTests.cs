using AnnotationHub.Benchmarks.LabelingTime;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tests.LabelingTime;

/// <summary>The ways of the labeling-time benchmark, on faces whose cost is known.</summary>
public sealed class TrialTests
{
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("wflw-98")!;
    private static readonly ScreenFace MeanFace = ScreenFace.Of(Scheme, Scheme.MeanShape);

    // No such face was drawn, so that every way finds much to mend.
    private static readonly ScreenFace OddFace = ScreenFace.Of(
        Scheme, [.. Scheme.MeanShape.Select(p => new ImagePoint(p.X + (0.08 * Math.Sin(5 * p.Y)), p.Y + (0.08 * Math.Cos(4 * p.X))))]);

    [Fact]
    public void Run_EveryWay_EndsAsExactAsWhatIsPlacedOneByOne()
    {
        var results = Trial.Run([OddFace], new Hand(), sigmaPercent: 1);
        Assert.Equal(6, results.Count);
        // sigma·sqrt(pi/2) for what is clicked.
        var placed = results.Single(r => r.Name == Trial.PointByPoint).ErrorPercent;
        Assert.InRange(placed, 1.05, 1.45);
        Assert.All(results, r => Assert.InRange(r.ErrorPercent, 0.9 * placed, placed));
        Assert.All(results.Where(r => r.Name is not (Trial.PointByPoint or Trial.ClickAndDrag)), r => Assert.InRange(r.TolerancePerSigma, 1.2, 3));
    }

    [Fact]
    public void Skeleton_ThatFitsAlready_CostsItsBoxAndALookEach()
    {
        var hand = new Hand();
        var person = new Person(hand, 0.01 * MeanFace.NormalizingPx, tolerancePerSigma: 1.9, seed: 3);
        Ways.Skeleton(person, MeanFace);
        var looks = (Scheme.Count * hand.Look) + ((Scheme.Groups.Length + 1) * hand.Prepare);
        Assert.InRange(person.Seconds, looks, looks + 5);
    }

    [Fact]
    public void StartAndSnap_OnTheMeanFace_IsCheaperThanPointByPoint()
    {
        var results = Trial.Run([MeanFace], new Hand(), sigmaPercent: 1).ToDictionary(r => r.Name);
        Assert.True(results[Trial.StartAndSnap].SecondsPerFace < 0.8 * results[Trial.PointByPoint].SecondsPerFace);
        Assert.True(results[Trial.StartAndSnap].TravelPxPerFace < results[Trial.PointByPoint].TravelPxPerFace);
    }

    [Fact]
    public void EvenCurve_ThroughAStraightLine_LiesEvenlyOnIt()
    {
        var points = EvenCurve.Through([new(0, 0), new(10, 0), new(100, 0)], 11, isClosed: false);
        for (var i = 0; i < 11; i++) Assert.True(Person.Distance(points[i], new(10 * i, 0)) < 0.01, $"point {i} is at {points[i]}");
    }
}
