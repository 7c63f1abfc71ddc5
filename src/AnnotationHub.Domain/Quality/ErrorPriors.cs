using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>What is believed of an annotator and of a landmark before there is evidence; per cent of the normalising distance.</summary>
public static class ErrorPriors
{
    public static int Kinds { get; } = Enum.GetValues<LandmarkKind>().Length;

    /// <summary>Standard deviation of an unknown annotator, before the landmark's own factor.</summary>
    public const double Sigma = 2.2;

    /// <summary>Share of gross errors of an unknown annotator.</summary>
    public const double GrossShare = 0.02;

    /// <summary>Standard deviation of annotators' biases.</summary>
    public const double BiasSigma = 1.0;

    /// <summary>Radius, in per cent, of the disc whose area is one over the density of gross errors near the true position; farther away they thin out.</summary>
    public const double GrossRadius = 50;

    /// <summary>How much larger the error is along the curve than <see cref="Sigma"/>.</summary>
    public static double TangentFactor(LandmarkKind kind) => kind switch
    {
        LandmarkKind.Contour => 2.5,
        LandmarkKind.Cheekbone => 2.0,
        LandmarkKind.Brow => 1.5,
        LandmarkKind.Nose => 1.2,
        LandmarkKind.Eye => 0.9,
        LandmarkKind.Mouth => 1.0,
        LandmarkKind.Pupil => 0.7,
    };

    /// <summary>The same across the curve.</summary>
    public static double NormalFactor(LandmarkKind kind) => kind switch
    {
        LandmarkKind.Contour => 1.0,
        LandmarkKind.Cheekbone => 1.2,
        LandmarkKind.Brow => 1.0,
        LandmarkKind.Nose => 1.0,
        LandmarkKind.Eye => 0.8,
        LandmarkKind.Mouth => 0.9,
        LandmarkKind.Pupil => 0.7,
    };
}
