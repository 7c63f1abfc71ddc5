using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Benchmarks.Quality;

internal enum AnnotatorSort
{
    Honest,
    Sloppy,
    RandomShape,
    MeanShape,
}

/// <summary>The true parameters of one annotator, by kind of landmark.</summary>
internal sealed class SimulatedAnnotator
{
    public SimulatedAnnotator(WorldSettings world, Dice dice, AnnotatorSort sort)
    {
        Sort = sort;
        Activity = 0.15 + dice.Exponential();
        var sigma = Math.Clamp(world.MedianSigma * Math.Exp(world.SigmaSpread * dice.Normal()), world.MedianSigma / 2, world.MedianSigma * 2);
        for (var g = 0; g < ErrorPriors.Kinds; g++)
        {
            var skill = sigma * Math.Exp(0.25 * dice.Normal());
            var slide = (LandmarkKind)g == LandmarkKind.Contour ? Math.Exp(0.3 * dice.Normal()) : 1;
            (Normal[g], Tangent[g]) = (skill, skill * TangentFactor((LandmarkKind)g) * slide);
            Bias[g] = new ImagePoint(world.BiasSigma * dice.Normal(), world.BiasSigma * dice.Normal());
        }
    }

    public AnnotatorSort Sort { get; }

    public bool IsSpammer => Sort is AnnotatorSort.RandomShape or AnnotatorSort.MeanShape;

    public double Activity { get; }

    /// <summary>Standard deviations along and across the curve.</summary>
    public double[] Tangent { get; } = new double[ErrorPriors.Kinds];

    public double[] Normal { get; } = new double[ErrorPriors.Kinds];

    /// <summary>In the face's own frame.</summary>
    public ImagePoint[] Bias { get; } = new ImagePoint[ErrorPriors.Kinds];

    private static double TangentFactor(LandmarkKind kind) => kind switch
    {
        LandmarkKind.Contour => 3,
        LandmarkKind.Brow => 1.8,
        LandmarkKind.Nose => 1.5,
        LandmarkKind.Eye or LandmarkKind.Mouth => 1.3,
        LandmarkKind.Pupil => 1,
        LandmarkKind.Cheekbone => 2.5,
    };
}
