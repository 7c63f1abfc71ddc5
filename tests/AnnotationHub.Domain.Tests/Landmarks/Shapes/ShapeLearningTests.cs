using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Domain.Tests.Landmarks.Shapes;

public sealed class ShapeLearningTests
{
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("ibug-68")!;

    [Fact]
    public void Learn_FacesWithOneWayToDiffer_FindsThatWay()
    {
        // Mouths that open: the lower lip and the chin go down together.
        var random = new Random(5);
        var model = ShapeLearning.Learn(Scheme, [.. Enumerable.Range(0, 80).Select(_ => Opened(random.NextDouble() * 0.3, random))])!;

        Assert.InRange(model.Modes.Length, 1, 3);
        var chin = model.Modes[0][(2 * 8) + 1];
        var lowerLip = model.Modes[0][(2 * 57) + 1];
        Assert.InRange(lowerLip / chin, 0.7, 1.4);
        Assert.InRange(Math.Abs(chin), 0.03, 0.3);
    }

    [Fact]
    public void Learn_FacesMovedTurnedAndScaled_ModelIsTheSame()
    {
        var random = new Random(6);
        var faces = Enumerable.Range(0, 30).Select(_ => Opened(random.NextDouble() * 0.3, random)).ToList();
        var moved = faces.ConvertAll(f =>
        {
            var (scale, angle) = (40 + (random.NextDouble() * 300), random.NextDouble() * 6);
            return new Similarity(scale * Math.Cos(angle), scale * Math.Sin(angle), random.NextDouble() * 900, 70).Apply(f.AsSpan()).ToImmutableArray();
        });

        var (one, other) = (ShapeLearning.Learn(Scheme, faces)!, ShapeLearning.Learn(Scheme, moved)!);

        // Mirrored copies are made before alignment, so only rounding differs.
        Assert.Equal(one.Noise, other.Noise, 6);
        Assert.All(one.Mean.Zip(other.Mean), p => Assert.InRange(p.First.DistanceTo(p.Second), 0, 1e-6));
        Assert.Equal(one.Modes.Length, other.Modes.Length);
        Assert.Equal(Power(one), Power(other), 6);
    }

    [Fact]
    public void Learn_AnyFaces_MeanIsMirrorSymmetricAndFramed()
    {
        var random = new Random(7);
        var model = ShapeLearning.Learn(Scheme, [.. Enumerable.Range(0, 20).Select(_ => Opened(0.2, random))])!;

        Assert.All(Enumerable.Range(0, 68), i => Assert.InRange(model.Mean[i].X + model.Mean[Scheme.Mirrors[i]].X, -1e-6, 1e-6));
        Assert.InRange(model.Mean[36].DistanceTo(new ImagePoint(-0.5, 0)), 0, 1e-6);
    }

    [Fact]
    public void Learn_WithAPrior_ExpectsAnotherProjectsFacesBetterThanThePriorAlone()
    {
        // Faces of a kind that the shipped model has not seen: mouths open far wider than it knows.
        var random = new Random(8);
        var prior = ShapeModelFile.Shipped(Scheme.Key)!;
        var learned = ShapeLearning.Learn(Scheme, [.. Enumerable.Range(0, 60).Select(_ => Opened(0.25 + (0.3 * random.NextDouble()), random))], prior)!;
        var unseen = Enumerable.Range(0, 40).Select(_ => Opened(0.25 + (0.3 * random.NextDouble()), random)).ToList();

        Assert.True(ErrorOf(learned, unseen) < 0.7 * ErrorOf(prior, unseen), $"{ErrorOf(learned, unseen)} against {ErrorOf(prior, unseen)}");
    }

    [Fact]
    public void Learn_FewFacesOfOneKind_StillExpectsOtherFaces()
    {
        var random = new Random(9);
        var prior = ShapeModelFile.Shipped(Scheme.Key)!;
        var few = Enumerable.Range(0, ShapeLearning.MinFaces).Select(_ => Opened(0.01 * random.NextDouble(), random)).ToList();
        var opened = Enumerable.Range(0, 40).Select(_ => Opened(0.25, random)).ToList();

        Assert.True(ErrorOf(ShapeLearning.Learn(Scheme, few, prior)!, opened) < 0.6 * ErrorOf(ShapeLearning.Learn(Scheme, few)!, opened));
    }

    [Fact]
    public void Learn_TheSameFacesTwice_IsTheSameModel()
    {
        var random = new Random(10);
        var faces = Enumerable.Range(0, 40).Select(_ => Opened(0.3 * random.NextDouble(), random)).ToList();
        var prior = ShapeModelFile.Shipped(Scheme.Key);
        Assert.Equal(Written(ShapeLearning.Learn(Scheme, faces, prior)!), Written(ShapeLearning.Learn(Scheme, faces, prior)!));
    }

    [Fact]
    public void Learn_TooFewFaces_IsNull() =>
        Assert.Null(ShapeLearning.Learn(Scheme, [.. Enumerable.Repeat(Scheme.MeanShape, ShapeLearning.MinFaces - 1)]));

    [Fact]
    public void Learn_EqualFaces_HasNoModes() =>
        Assert.Empty(ShapeLearning.Learn(Scheme, [.. Enumerable.Repeat(Scheme.MeanShape, 12)])!.Modes);

    [Fact]
    public void Learn_FaceOfAnotherScheme_Throws() => Assert.Throws<ArgumentException>(() =>
        ShapeLearning.Learn(Scheme, [.. Enumerable.Repeat(ShippedSchemes.Find("wflw-98")!.MeanShape, 12)]));

    [Fact]
    public void Shipped_EveryScheme_HasAModel() => Assert.All(ShippedSchemes.All, s =>
    {
        var model = ShapeModelFile.Shipped(s.Key)!;
        Assert.Equal(s.MeanShape, model.Mean);
        Assert.InRange(model.Modes.Length, 8, 40);
        Assert.InRange(model.Noise, 0.002, 0.03);
    });

    [Fact]
    public void Shipped_UnknownScheme_IsNull() => Assert.Null(ShapeModelFile.Shipped("nobody-3"));

    // From the eyes and the tip of the nose, how far the chin and the lower lip are from where they are expected.
    private static double ErrorOf(ShapeModel model, IReadOnlyList<ImmutableArray<ImagePoint>> faces) => faces.Average(face =>
    {
        int[] known = [36, 39, 42, 45, 30, 57];
        var expected = model.Complete([.. known.Select(l => KeyValuePair.Create(l, face[l]))])!.Value;
        return new[] { 8, 55, 59, 66 }.Average(l => expected[l].DistanceTo(face[l]));
    });

    private static string Written(ShapeModel model) => string.Join(';', model.Modes.Select(m => string.Join(',', m.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));

    private static double Power(ShapeModel model) => model.Modes.Sum(m => m.Sum(v => v * v));

    private static ImmutableArray<ImagePoint> Opened(double gap, Random random) =>
    [
        .. Scheme.MeanShape.Select((p, i) =>
        {
            var lower = i is >= 5 and <= 11 or >= 55 and <= 59 or >= 65 and <= 67;
            return new ImagePoint(p.X + Jitter(random), p.Y + Jitter(random) + (lower ? gap : 0));
        }),
    ];

    private static double Jitter(Random random) => (random.NextDouble() - 0.5) * 0.006;
}
