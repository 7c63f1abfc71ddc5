using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Domain.Tests.Quality;

/// <summary>Agreement is the normalised mean error between two annotators: the mean distance of their landmarks over the distance that measures the face.</summary>
public sealed class AgreementTests
{
    private const double DistancePx = 200;
    private static readonly PlacedLandmark Absent = PlacedLandmark.At(0, 0, Visibility.Absent);

    [Fact]
    public void Two_WhoLieFivePixelsApart_DisagreeByThatOverTheDistance() =>
        Assert.Equal(2.5, Agreement.PairwisePercent([Labels(68), Labels(68, dx: 3, dy: 4)], DistancePx)!.Value, 9);

    [Fact]
    public void Three_DisagreeByTheMeanOfTheirPairs() =>
        // Apart by 4, 8 and 12 pixels: 2, 4 and 6 per cent.
        Assert.Equal(4, Agreement.PairwisePercent([Labels(20), Labels(20, dx: 4), Labels(20, dx: 12)], DistancePx)!.Value, 9);

    [Fact]
    public void LandmarksOfOneAlone_SayNothing()
    {
        var (whole, few) = (Labels(10), Labels(10, dx: 6));
        for (var l = 3; l < 10; l++) few[l] = Absent;
        Assert.Equal(3, Agreement.PairwisePercent([whole, few], DistancePx)!.Value, 9);
        Assert.Null(Agreement.PairwisePercent([whole], DistancePx));
        Assert.Null(Agreement.PairwisePercent([whole, [.. Enumerable.Repeat(Absent, 10)]], DistancePx));
    }

    private static PlacedLandmark[] Labels(int count, double dx = 0, double dy = 0) => [.. Enumerable.Range(0, count).Select(l => PlacedLandmark.At((10 * l) + dx, (7 * l) + dy))];
}
