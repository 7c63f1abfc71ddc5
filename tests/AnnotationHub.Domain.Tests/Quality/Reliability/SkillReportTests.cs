using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Domain.Tests.Quality.Reliability;

public sealed class SkillReportTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly PopulationModel Population = PopulationModel.Prior(Scheme);

    [Fact]
    public void Report_WithoutARecord_IsWideAboutWhatEverybodyIsLike()
    {
        var report = SkillReport.Of(new AnnotatorSkill(), Population);
        Assert.Equal(ErrorPriors.Sigma, report.Sigma.Estimate, 6);
        Assert.True(report.Sigma.Low < 0.75 * ErrorPriors.Sigma && report.Sigma.High > 1.5 * ErrorPriors.Sigma, $"{report.Sigma}");
        Assert.Empty(report.Kinds);
        Assert.Empty(AnnotatorFlags.Of(report, Population));
    }

    [Fact]
    public void Report_WithMoreFaces_IsNarrowerAndHoldsTheTruth()
    {
        var (few, many) = (Record(3, 2, new ImagePoint(1, 0.5)), Record(60, 2, new ImagePoint(1, 0.5)));
        Assert.True(Width(many.Sigma) < 0.6 * Width(few.Sigma));
        Assert.True(Width(many.GrossShare) < Width(few.GrossShare));
        Assert.True(Width(many.SwapShare) < Width(few.SwapShare));
        Assert.Equal(60, many.Faces);
        // The same noise in every direction and on every kind, 2 % of the eye distance, and against truth: no other label blurs it.
        foreach (var kind in many.Kinds)
        {
            Assert.InRange(2, 0.85 * kind.NormalSigma.Low, 1.15 * kind.NormalSigma.High);
            Assert.InRange(1, kind.BiasX.Low - 0.3, kind.BiasX.High + 0.3);
            Assert.InRange(0.5, kind.BiasY.Low - 0.3, kind.BiasY.High + 0.3);
        }
    }

    [Fact]
    public void Flags_OfCarefulCoarseAndBiasedWork_NameTheFault()
    {
        Assert.Empty(AnnotatorFlags.Of(Record(10, 2, default), Population));
        Assert.Contains(AnnotatorFlags.Of(Record(10, 8, default), Population), f => f.Kind == AnnotatorFlagKind.Noisy && f.Severity == FlagSeverity.Warn);
        var biased = AnnotatorFlags.Of(Record(40, 2, new ImagePoint(5, 0)), Population);
        Assert.All(biased, f => Assert.Equal(AnnotatorFlagKind.Biased, f.Kind));
        Assert.Contains(biased, f => f.Landmarks == LandmarkKind.Eye && f.Value > f.Limit);
    }

    [Fact]
    public void Flags_OfWhoPlacesTheMeanFaceEverywhere_SayStop_OnceThereAreFiveFaces()
    {
        Assert.Contains(AnnotatorFlags.Of(MeanShapeRecord(8), Population), f => f.Kind == AnnotatorFlagKind.DoesNotFollowTheFace && f.Severity == FlagSeverity.Stop);
        Assert.Empty(AnnotatorFlags.Of(MeanShapeRecord(4), Population));
    }

    [Fact]
    public void Share_OfNothingSeen_IsTheJeffreysInterval() =>
        // Brown, Cai, DasGupta, Statistical Science 16 (2001): Beta(1/2, 10 1/2) has its 95 % quantile at 0.1709.
        Assert.Equal(0.1709, CredibleInterval.Share(0.5, 10.5).High, 3);

    private static double Width(CredibleInterval i) => i.High - i.Low;

    private static SkillReport Record(int faces, double sigmaPx, ImagePoint bias)
    {
        var skill = new AnnotatorSkill();
        for (var i = 0; i < faces; i++)
        {
            var truth = SimulatedFace.Truth(Scheme, i);
            var label = SimulatedFace.Label(truth, 1000 + i, sigmaPx, bias);
            skill.Add(ConsensusEstimator.AgainstTruth(Population, new FaceLabel(label, AnnotatorParameters.Unknown), truth, SimulatedFace.Box).Evidence);
        }

        return SkillReport.Of(skill, Population);
    }

    private static SkillReport MeanShapeRecord(int faces)
    {
        var skill = new AnnotatorSkill();
        for (var i = 0; i < faces; i++)
        {
            // Faces whose mouths and brows lie elsewhere than the mean's.
            PlacedLandmark[] truth = [.. SimulatedFace.Truth(Scheme, i).Select((t, l) => Scheme.Kinds[l] == LandmarkKind.Mouth ? t with { Point = t.Point + new ImagePoint(0, 12) } : t)];
            PlacedLandmark[] mean = [.. SimulatedFace.Truth(Scheme, i + 500)];
            skill.Add(ConsensusEstimator.AgainstTruth(Population, new FaceLabel(mean, AnnotatorParameters.Unknown), truth, SimulatedFace.Box).Evidence);
        }

        return SkillReport.Of(skill, Population);
    }
}
