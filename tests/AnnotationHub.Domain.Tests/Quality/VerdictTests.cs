using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Domain.Tests.Quality;

public sealed class VerdictTests
{
    private static readonly LandmarkScheme Scheme = SimulatedFace.Scheme;
    private static readonly QualityRule Rule = new(2, 3, 3.0);

    [Fact]
    public void On_OneOfTwoNeeded_Waits() => Assert.Equal(VerdictKind.Wait, Of(2).Kind);

    [Fact]
    public void On_TwoThatAgree_Accepts()
    {
        var verdict = Of(2, 2);
        Assert.Equal(VerdictKind.Accept, verdict.Kind);
        Assert.All(verdict.Labels, l => Assert.Equal(LabelVerdict.Accepted, l));
    }

    [Fact]
    public void On_TwoThatDisagree_AsksOneMore() => Assert.Equal(VerdictKind.AskOneMore, Of(2, 60).Kind);

    [Fact]
    public void On_ThreeWithOneAstray_AcceptsAndReturnsThatOne()
    {
        var verdict = Of(2, 2, 60);
        Assert.Equal(VerdictKind.Accept, verdict.Kind);
        Assert.Equal([LabelVerdict.Accepted, LabelVerdict.Accepted, LabelVerdict.Returned], verdict.Labels);
    }

    [Fact]
    public void On_ThreeThatAllDisagree_GoesToASupervisor() => Assert.Equal(VerdictKind.Adjudicate, Of(50, 60, 70).Kind);

    [Fact]
    public void On_TinyFacesPlacedToThePixel_Accepts()
    {
        var truth = SimulatedFace.Truth(Scheme, 3, eyesPx: 18);
        var labels = Enumerable.Range(1, 3).Select(k => new FaceLabel(SimulatedFace.Label(truth, k, 0.37), AnnotatorParameters.Unknown)).ToList();
        Assert.Equal(VerdictKind.Accept, Verdict.On(Scheme, ConsensusEstimator.Estimate(Scheme, labels, SimulatedFace.Box), Rule).Kind);
    }

    [Fact]
    public void Truth_CarefulWork_Passes_CarelessOrSwapped_DoesNot()
    {
        var truth = SimulatedFace.Truth(Scheme, 1);
        var careful = SimulatedFace.Label(truth, 2, 2);
        Assert.True(TruthComparison.Of(Scheme, careful, truth, SimulatedFace.Box).Passes);
        Assert.False(TruthComparison.Of(Scheme, SimulatedFace.Label(truth, 2, 14), truth, SimulatedFace.Box).Passes);
        Assert.False(TruthComparison.Of(Scheme, SimulatedFace.Mirrored(Scheme, careful), truth, SimulatedFace.Box).Passes);
    }

    [Fact]
    public void Truth_OnePointAstray_IsNamedFirst()
    {
        var truth = SimulatedFace.Truth(Scheme, 1);
        var label = SimulatedFace.Label(truth, 2, 1);
        label[30] = label[30] with { Point = label[30].Point + new ImagePoint(40, 0) };
        Assert.Equal(30, TruthComparison.Of(Scheme, label, truth, SimulatedFace.Box).WorstFirst[0].Landmark);
    }

    // One annotation for each standard deviation given, in pixels of a face with 100 px between the eyes.
    private static Verdict Of(params double[] sigmasPx)
    {
        var truth = SimulatedFace.Truth(Scheme, 11);
        var labels = sigmasPx.Select((s, k) => new FaceLabel(SimulatedFace.Label(truth, 100 + k, s), AnnotatorParameters.Unknown)).ToList();
        return Verdict.On(Scheme, ConsensusEstimator.Estimate(Scheme, labels, SimulatedFace.Box), Rule);
    }
}
