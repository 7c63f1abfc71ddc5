using AnnotationHub.Domain.Landmarks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Landmarks;

public sealed class SimilarityTests
{
    private static readonly Gen<ImagePoint> Point = Gen.Select(Gen.Double[-2000, 2000], Gen.Double[-2000, 2000], (x, y) => new ImagePoint(x, y));
    private static readonly Gen<ImagePoint[]> Points = Point.Array[3, 40].Where(HasExtent);
    private static readonly Gen<Similarity> Any = Gen.Select(
        Gen.Double[0.05, 20], Gen.Double[-Math.PI, Math.PI], Gen.Double[-3000, 3000], Gen.Double[-3000, 3000],
        (scale, angle, dx, dy) => new Similarity(scale * Math.Cos(angle), scale * Math.Sin(angle), dx, dy));

    [Fact]
    public void Fit_PointsMovedByASimilarity_FindsIt() => Gen.Select(Points, Any).Sample((points, moved) =>
    {
        var fit = Similarity.Fit(points, moved.Apply(points))!.Value;
        AssertSame(moved.Apply(points), fit.Apply(points), 1e-6);
    });

    [Fact]
    public void Fit_TargetMovedBySimilarity_MovesTheFitAlike() => Gen.Select(Points, Gen.Double[0, 50], Gen.Int, Any).Sample((points, noise, seed, moved) =>
    {
        var random = new Random(seed);
        ImagePoint[] target = [.. points.Select(p => p + new ImagePoint(random.NextDouble() * noise, random.NextDouble() * noise))];
        var before = Similarity.Fit(points, target)!.Value;
        var after = Similarity.Fit(points, moved.Apply(target))!.Value;
        AssertSame(moved.Apply(before.Apply(points)), after.Apply(points), 1e-5);
    });

    [Fact]
    public void Fit_AnyTarget_IsNoWorseThanAnyOtherSimilarity() => Gen.Select(Points, Gen.Int, Any).Sample((points, seed, other) =>
    {
        var random = new Random(seed);
        ImagePoint[] target = [.. points.Select(_ => new ImagePoint(random.NextDouble() * 500, random.NextDouble() * 500))];
        var fit = Similarity.Fit(points, target)!.Value;
        var nudged = new Similarity(fit.Cos + (other.Cos * 1e-3), fit.Sin + (other.Sin * 1e-3), fit.Dx + (other.Dx * 1e-3), fit.Dy + (other.Dy * 1e-3));
        Assert.True(Squares(fit) <= Squares(nudged) * (1 + 1e-9));

        double Squares(Similarity s) => s.Apply(points).Zip(target, (a, b) => Math.Pow(a.DistanceTo(b), 2)).Sum();
    });

    [Fact]
    public void Inverse_AfterApply_GivesThePointBack() => Gen.Select(Any, Point).Sample((s, p) =>
        Assert.True(s.Inverse().Apply(s.Apply(p)).DistanceTo(p) < 1e-6));

    [Fact]
    public void Fit_EqualPoints_IsNull() => Point.Sample(p => Assert.Null(Similarity.Fit([p, p, p], [p, p, p])));

    [Fact]
    public void Fit_DifferentLengths_Throws() => Assert.Throws<ArgumentException>(() => Similarity.Fit([default, default], [default]));

    [Fact]
    public void Fit_NotANumber_Throws() =>
        Assert.Throws<ArgumentException>(() => Similarity.Fit([default, new ImagePoint(1, 1)], [default, new ImagePoint(double.NaN, 1)]));

    private static bool HasExtent(ImagePoint[] points) => points.Max(p => p.DistanceTo(points[0])) > 10;

    private static void AssertSame(ImagePoint[] expected, ImagePoint[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), p => Assert.InRange(p.First.DistanceTo(p.Second), 0, tolerance));
}
