using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Tests.SampleFaces;

public sealed class SampleImagesTests
{
    public static TheoryData<string> Schemes => ["ibug-68", "wflw-98", "cheekbone-72"];

    [Fact]
    public void Set_Committed_HasEnoughPhotographsAndGroups()
    {
        var truth = SampleImages.Truth("ibug-68");
        var facesPerPhotograph = truth.Faces.GroupBy(f => f.Image.File).Select(g => g.Count()).ToList();

        Assert.True(truth.Images.Count >= 24);
        Assert.True(facesPerPhotograph.Count(n => n > 1) >= 3);
        Assert.Contains(7, facesPerPhotograph);
        Assert.Equal(truth.Images.Count, facesPerPhotograph.Count);
        Assert.InRange(Directory.EnumerateFiles(SampleImages.Folder).Sum(f => new FileInfo(f).Length), 1, 12_000_000);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Photograph_OfTheList_IsThereInItsStatedSize(string scheme) => Assert.All(SampleImages.Truth(scheme).Images, image =>
    {
        using var file = NetVips.Image.NewFromFile(Path.Combine(SampleImages.Folder, image.File));
        Assert.Equal((image.Width, image.Height), (file.Width, file.Height));
    });

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Landmark_OfEveryFace_IsInItsPhotographOrMarked(string scheme)
    {
        var truth = SampleImages.Truth(scheme);
        Assert.Equal(ShippedSchemes.Find(scheme)!.Landmarks.Select(l => l.Name), truth.Names);
        Assert.All(truth.Faces, face =>
        {
            Assert.Equal(truth.Names.Count, face.Keypoints.Count);
            Assert.All(face.Keypoints.Zip(face.Visibility), p =>
            {
                var ((x, y, v), letter) = p;
                Assert.Equal(letter switch { 'v' => 2, 's' or 'o' => 1, _ => 0 }, v);
                if (v == 0)
                {
                    Assert.Equal((0, 0), (x, y));
                    return;
                }

                Assert.InRange(x, -0.5, face.Image.Width - 0.5);
                Assert.InRange(y, -0.5, face.Image.Height - 0.5);
            });
        });
    }

    [Fact]
    public void Landmark_OfEveryFace_LiesInTheFacesBox() => Assert.All(SampleImages.Truth("wflw-98").Faces, face =>
        Assert.All(face.Keypoints.Where(k => k.V > 0), k =>
        {
            Assert.InRange(k.X + 0.5, face.Box[0] - 0.5, face.Box[0] + face.Box[2] + 0.5);
            Assert.InRange(k.Y + 0.5, face.Box[1] - 0.5, face.Box[1] + face.Box[3] + 0.5);
        }));

    [Fact]
    public void Set_Committed_HasLandmarksOfEachVisibility()
    {
        var all = string.Concat(SampleImages.Truth("wflw-98").Faces.Select(f => f.Visibility));

        Assert.Contains('s', all);
        Assert.Contains('o', all);
        Assert.InRange(all.Count(c => c == 'v') / (double)all.Length, 0.7, 0.99);
    }

    [Fact]
    public void CheekboneTruth_FirstSixtyEight_AreThoseOfIbug() =>
        Assert.All(SampleImages.Truth("ibug-68").Faces.Zip(SampleImages.Truth("cheekbone-72").Faces), p => Assert.Equal(p.First.Keypoints, p.Second.Keypoints.Take(68)));

    [Fact]
    public void MeanShape_FittedToEachFace_ComesNearTheTruth() => Assert.All(SampleImages.Truth("wflw-98").Faces, face =>
    {
        // A swapped side or a shuffled order would throw the fit out by far more than any face differs from the mean.
        var scheme = ShippedSchemes.Find("wflw-98")!;
        var known = face.Keypoints.Select((k, i) => KeyValuePair.Create(i, new ImagePoint(k.X, k.Y))).Where(k => face.Keypoints[k.Key].V > 0).ToList();
        var shape = FaceShape.Through(scheme, known)!.Value;
        var size = Math.Sqrt(face.Box[2] * face.Box[3]);
        Assert.InRange(known.Average(k => shape[k.Key].DistanceTo(k.Value)) / size, 0, 0.09);
    });

    [Fact]
    public void Demonstration_Gold_NamesSixPhotographsOfOneFace()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(SampleImages.Folder, "demonstration.json")));
        var gold = json.RootElement.GetProperty("gold").EnumerateArray().Select(g => g.GetString()!).ToList();
        var truth = SampleImages.Truth("cheekbone-72");

        Assert.Equal(6, gold.Distinct().Count());
        Assert.All(gold, file => Assert.Single(truth.Faces, f => f.Image.File == file));
        Assert.NotNull(ShippedSchemes.Find(json.RootElement.GetProperty("project").GetProperty("scheme").GetString()!));
    }
}
