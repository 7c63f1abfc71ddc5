using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tests.Quality;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Annotations;

public sealed class SubmissionCheckTests
{
    [Fact]
    public void Run_CarefulFaces_FindNothing() =>
        Gen.Select(Gen.Int[0, ShippedSchemes.All.Length - 1].Select(i => ShippedSchemes.All[i]), Gen.Int[0, 100_000], Gen.Double[-1.2, 1.2], Gen.Double[40, 400]).Sample(
            (scheme, seed, turn, eyesPx) =>
            {
                var truth = SimulatedFace.Truth(scheme, seed, eyesPx, turn);
                var noisePx = 0.004 * eyesPx;
                var findings = Check(scheme, SimulatedFace.Label(truth, seed + 1, noisePx))
                    .Where(f => f.Code is not (FindingCode.OutOfPhotograph or FindingCode.FarFromFace or FindingCode.Crossing))
                    // A pupil may truly touch a lid: asking about that is no mistake.
                    .Where(f => f.Code != FindingCode.Duplicate || truth[f.Landmark!.Value].Point.DistanceTo(truth[f.Other!.Value].Point) > 8 * noisePx);
                Assert.Empty(findings);
            },
            iter: 500);

    [Fact]
    public void Run_AFaceAsItShouldBe_FindsNothing() => Assert.Empty(Findings(_ => { }));

    [Fact]
    public void Run_LandmarkNotPlaced_IsMissingAndCannotBeAcknowledged()
    {
        var finding = Assert.Single(Findings(l => l[8] = null));
        Assert.Equal((FindingCode.Missing, 8, false), (finding.Code, finding.Landmark, finding.CanBeAcknowledged));
    }

    [Fact]
    public void Run_LandmarkOverTheEdge_IsFound() =>
        Assert.Contains(Findings(l => l[0] = PlacedLandmark.At(-5, 200)), f => f is { Code: FindingCode.OutOfPhotograph, Landmark: 0 });

    [Fact]
    public void Run_LandmarkOnAnotherFace_IsFound() =>
        Assert.Contains(Findings(l => l[30] = PlacedLandmark.At(900, 900)), f => f is { Code: FindingCode.FarFromFace, Landmark: 30 });

    [Fact]
    public void Run_EyesExchanged_NamesBothEyesAlone()
    {
        var groups = Findings(l =>
        {
            foreach (var i in Enumerable.Range(36, 6)) (l[i], l[SimulatedFace.Scheme.Mirrors[i]]) = (l[SimulatedFace.Scheme.Mirrors[i]], l[i]);
        }).Where(f => f.Code == FindingCode.Swapped).Select(f => f.Group).ToList();
        Assert.Equal(2, groups.Count);
        Assert.All(groups, g => Assert.Contains("eye", g, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Run_WholeFaceExchanged_NamesEveryPairedGroup()
    {
        var truth = SimulatedFace.Truth(SimulatedFace.Scheme, 1);
        var findings = Check(SimulatedFace.Scheme, SimulatedFace.Mirrored(SimulatedFace.Scheme, truth));
        Assert.True(findings.Count(f => f.Code == FindingCode.Swapped) >= 5);
    }

    [Fact]
    public void Run_TwoJawPointsOutOfOrder_IsACrossing() =>
        Assert.Contains(Findings(l => (l[3], l[6]) = (l[6], l[3])), f => f.Code == FindingCode.Crossing);

    [Fact]
    public void Run_TwoLandmarksOnOneSpot_AreFound() =>
        Assert.Contains(Findings(l => l[37] = l[38]), f => f is { Code: FindingCode.Duplicate, Landmark: 37, Other: 38 });

    [Fact]
    public void Run_NoseTipOnTheForehead_IsOutOfShape() =>
        Assert.Contains(
            Findings(l => l[30] = PlacedLandmark.At(l[30]!.Value.Point.X, l[30]!.Value.Point.Y - 90)),
            f => f is { Code: FindingCode.OutOfShape, Landmark: 30 });

    [Fact]
    public void Run_OnlyDisputedLandmarksAsked_MissesNoOther()
    {
        var landmarks = new PlacedLandmark?[SimulatedFace.Scheme.Count];
        landmarks[8] = SimulatedFace.Truth(SimulatedFace.Scheme, 1)[8];
        var face = new CheckedFace(SimulatedFace.Scheme, landmarks, SimulatedFace.Box, 1000, 1000, [8, 9]);
        Assert.Equal([9], SubmissionCheck.Run(face).Where(f => f.Code == FindingCode.Missing).Select(f => f.Landmark!.Value));
    }

    private static IReadOnlyList<Finding> Findings(Action<PlacedLandmark?[]> spoil)
    {
        PlacedLandmark?[] landmarks = [.. SimulatedFace.Truth(SimulatedFace.Scheme, 1).Select(p => (PlacedLandmark?)p)];
        spoil(landmarks);
        return SubmissionCheck.Run(new CheckedFace(SimulatedFace.Scheme, landmarks, SimulatedFace.Box, 1000, 1000));
    }

    private static IReadOnlyList<Finding> Check(LandmarkScheme scheme, PlacedLandmark[] label) =>
        SubmissionCheck.Run(new CheckedFace(scheme, [.. label.Select(p => (PlacedLandmark?)p)], SimulatedFace.Box, 1000, 1000));
}
