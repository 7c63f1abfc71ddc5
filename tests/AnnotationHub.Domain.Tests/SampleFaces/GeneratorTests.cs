using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Hair;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Truth;

namespace AnnotationHub.Domain.Tests.SampleFaces;

public sealed class GeneratorTests
{
    private static readonly Sitter Frontal = new(7, 0, SkinTone.Beige, HairColour.Black, new Hairstyle(Cut.Short));

    private static Shot Small(Sitter sitter) =>
        new("small", 120, 150, 0.42f, Lights.Studio(1), Place.Studio, [sitter]) { Samples = 1 };

    [Fact]
    public void Take_SameShotTwice_GivesTheSamePixelsAndLandmarks()
    {
        var (first, firstFaces) = Small(Frontal with { Yaw = 20, Glasses = 1.5f }).Take();
        var (second, secondFaces) = Small(Frontal with { Yaw = 20, Glasses = 1.5f }).Take();

        Assert.Equal(first, second);
        Assert.Equal(firstFaces[0].Box, secondFaces[0].Box);
        Assert.All(ShippedSchemes.All, s => Assert.Equal(firstFaces[0].ByScheme[s.Key].AsSpan(), secondFaces[0].ByScheme[s.Key].AsSpan()));
    }

    [Fact]
    public void Take_AnotherSeed_GivesAnotherFace()
    {
        var one = Small(Frontal).Take().Faces[0].ByScheme["ibug-68"];
        var other = Small(Frontal with { Seed = 8 }).Take().Faces[0].ByScheme["ibug-68"];

        Assert.Contains(one.Zip(other), p => p.First.Point.DistanceTo(p.Second.Point) > 0.5);
    }

    [Fact]
    public void Truth_OfAFrontalFace_IsItsOwnMirror()
    {
        var truth = new FaceTruth(new Figure(Frontal, 0), new Camera(120, 150, 60, 70, 0.42f, 1400));

        foreach (var (scheme, points) in new[] { ("ibug-68", truth.Ibug()), ("wflw-98", truth.Wflw()), ("cheekbone-72", truth.Cheekbone()) })
        {
            var mirrors = ShippedSchemes.Find(scheme)!.Mirrors;
            Assert.Equal(mirrors.Length, points.Length);
            for (var i = 0; i < points.Length; i++)
            {
                Assert.InRange(points[i].X + points[mirrors[i]].X, -2, 2);
                Assert.InRange(points[i].Y - points[mirrors[i]].Y, -2, 2);
            }
        }
    }

    [Theory]
    [InlineData(-35)]
    [InlineData(35)]
    public void Truth_OfATurnedFace_HidesMoreOfTheFarSide(float yaw)
    {
        var face = Small(Frontal with { Yaw = yaw, Style = new Hairstyle(Cut.None) }).Take().Faces[0].ByScheme["wflw-98"];
        var scheme = ShippedSchemes.Find("wflw-98")!;
        double Width(int a, int b) => Math.Abs(face[a].Point.X - face[b].Point.X);

        // The eye and the brow that are turned away look narrower; positive yaw turns the face's left side away.
        Assert.True((yaw > 0 ? Width(60, 64) : Width(68, 72)) > (yaw > 0 ? Width(68, 72) : Width(60, 64)) * 1.15);
        Assert.All(scheme.Landmarks.Where(l => scheme.Kinds[l.Index] == LandmarkKind.Contour), l => Assert.Equal(Visibility.Visible, face[l.Index].Visibility));
    }

    [Fact]
    public void Script_SmallestPhotograph_GivesTheCommittedLandmarks()
    {
        var shot = Script.Shots.MinBy(s => s.Width * s.Height)!;
        var made = shot.Take().Faces[0].ByScheme["cheekbone-72"];
        var committed = SampleImages.Truth("cheekbone-72").Faces.Single(f => f.Image.File == shot.Name + ".jpg").Keypoints;

        // Another processor may round the last digits otherwise; a changed generator moves landmarks by more.
        Assert.All(made.Zip(committed), p => Assert.InRange(p.First.Point.DistanceTo(new ImagePoint(p.Second.X + 0.5, p.Second.Y + 0.5)), 0, 0.25));
    }
}
