using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Domain.Tests.Quality.Reliability;

public sealed class SuspicionTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;

    [Fact]
    public void Copying_BetweenStrangers_IsNotSeen_AlsoWhereAllFacesAreEasy()
    {
        Assert.False(Pair(20, (truth, seed) => SimulatedFace.Label(truth, seed, 2)).IsSuspicious);
        // Both twice as exact as an unknown annotator is taken to be.
        Assert.False(Pair(20, (truth, seed) => SimulatedFace.Label(truth, seed, 1.1), firstSigma: 1.1).IsSuspicious);
    }

    [Fact]
    public void Copying_WithAShakyHand_IsSeen()
    {
        var evidence = Pair(5, (truth, _) => truth, copies: first => SimulatedFace.Label(first, 77, 0.4));
        Assert.True(evidence.IsSuspicious, $"{evidence}");
        Assert.True(evidence.ImpliedCorrelation > 0.9);
        Assert.Equal(0, evidence.IdenticalPoints);
    }

    [Fact]
    public void Copying_OfAThirdOfThePoints_IsSeenByTheIdenticalSpots()
    {
        var evidence = Pair(4, (truth, seed) => SimulatedFace.Label(truth, seed, 2), mixes: true);
        Assert.True(evidence.IsSuspicious);
        Assert.InRange(evidence.IdenticalShare, 0.25, 0.4);
    }

    [Fact]
    public void Copying_OnTwoFaces_IsTooLittle() => Assert.False(Pair(2, (truth, _) => truth, copies: first => first).IsSuspicious);

    [Fact]
    public void Copying_PackedAndUnpacked_IsTheSame()
    {
        var evidence = Pair(3, (truth, seed) => SimulatedFace.Label(truth, seed, 2));
        Assert.Equal(evidence, CopyingEvidence.Unpack(evidence.Pack()));
        Assert.Throws<InvalidDataException>(() => CopyingEvidence.Unpack([1]));
    }

    [Fact]
    public void Untouched_ShapeIsSeen_AWorkedOneIsNot()
    {
        var proposal = SimulatedFace.Truth(Scheme, 1);
        PlacedLandmark[] hardly = [.. proposal];
        hardly[3] = PlacedLandmark.At(1, 2);
        Assert.True(UntouchedShape.IsSuspicious(hardly, proposal));
        Assert.Equal(67 / 68.0, UntouchedShape.Share(hardly, proposal), 6);
        Assert.False(UntouchedShape.IsSuspicious(SimulatedFace.Label(proposal, 2, 1), proposal));
        Assert.Equal(0, UntouchedShape.Share([new PlacedLandmark(default, Visibility.Outside)], [proposal[0]]));
    }

    [Fact]
    public void Pace_OfAHand_IsPossible_OfAProgram_IsNot()
    {
        Assert.False(Pace.IsImpossible(68, TimeSpan.FromSeconds(60)));
        Assert.True(Pace.IsImpossible(68, TimeSpan.FromSeconds(12)));
        Assert.False(Pace.IsImpossible(0, TimeSpan.FromSeconds(1)));
    }

    private static CopyingEvidence Pair(
        int faces, Func<PlacedLandmark[], int, PlacedLandmark[]> second, Func<PlacedLandmark[], PlacedLandmark[]>? copies = null, bool mixes = false, double firstSigma = 2)
    {
        var sum = default(CopyingEvidence);
        for (var i = 0; i < faces; i++)
        {
            var truth = SimulatedFace.Truth(Scheme, i);
            var a = SimulatedFace.Label(truth, 100 + i, firstSigma);
            var b = copies?.Invoke(a) ?? second(truth, 900 + i);
            for (var l = 0; mixes && l < b.Length; l += 3) b[l] = a[l];
            sum += CopyingEvidence.Of(Scheme, a, b, AnnotatorParameters.Unknown, AnnotatorParameters.Unknown, distancePx: 100);
        }

        return sum;
    }
}
