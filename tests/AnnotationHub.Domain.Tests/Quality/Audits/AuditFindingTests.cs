using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Audits;

namespace AnnotationHub.Domain.Tests.Quality.Audits;

public sealed class AuditFindingTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly PlacedLandmark[] Truth = SimulatedFace.Truth(Scheme, 5);

    [Theory]
    [InlineData(3.9, false)]
    [InlineData(4.1, true)]
    public void Of_WholeFaceShifted_IsDefectiveAboveTheLimit(double percent, bool isDefective)
    {
        var distancePx = FaceNormalizer.Distance(Scheme, l => Truth[l].Point, SimulatedFace.Box);
        var accepted = Truth.Select(l => l with { Point = l.Point + new ImagePoint(percent * distancePx / 100, 0) }).ToArray();
        var finding = AuditFinding.Of(Scheme, accepted, Truth, SimulatedFace.Box, AuditPlan.DefaultDefectPercent);
        Assert.Equal(percent, finding.ErrorPercent, 1e-6);
        Assert.Equal((isDefective, null), (finding.IsDefective, finding.Flag));
    }

    [Fact]
    public void Of_ExchangedSides_IsDefectiveWhateverTheLimit()
    {
        var finding = AuditFinding.Of(Scheme, SimulatedFace.Mirrored(Scheme, Truth), Truth, SimulatedFace.Box, defectPercent: 1_000);
        Assert.Equal((HardFlag.SidesSwapped, true), (finding.Flag, finding.IsDefective));
    }

    [Fact]
    public void Of_FaceToBeLabelledAnew_IsUnusable() =>
        Assert.Equal(HardFlag.Unusable, AuditFinding.Of(Scheme, Truth, null, SimulatedFace.Box, 4).Flag);
}
