using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>Covariance of one landmark's position, in square pixels.</summary>
public readonly record struct PointCovariance(double Sxx, double Sxy, double Syy);

/// <summary>How one annotation lies beside the consensus of its face.</summary>
/// <param name="MeanPercent">Mean distance to the consensus, per cent of the normalising distance.</param>
/// <param name="InlierShare">Mean probability that a landmark of it is no gross error.</param>
/// <param name="SwappedGroups">Keys of the groups whose left and right were exchanged; corrected before anything else.</param>
/// <param name="Evidence">What this face adds to the annotator's record.</param>
public sealed record LabelFit(double MeanPercent, double InlierShare, ImmutableArray<string> SwappedGroups, AnnotatorSkill Evidence)
{
    /// <summary>Squared residuals over what was expected of this annotator on this face; about 1, and 0 where there was nothing to compare with.</summary>
    public double NoiseRatio { get; init; }
}

/// <summary>
/// The landmarks of one face from the annotations of several people, with their uncertainty. <see cref="PredictedPercent"/> is the
/// expected mean error of <see cref="Landmarks"/>, <see cref="DistancePx"/> the normalising distance in pixels.
/// </summary>
public sealed record FaceConsensus(
    ImmutableArray<PlacedLandmark> Landmarks,
    ImmutableArray<PointCovariance> Covariances,
    double PredictedPercent,
    double DistancePx,
    ImmutableArray<LabelFit> Labels)
{
    /// <summary>Expected error of each landmark by index, per cent; 0 where it has no position. Which ones are in dispute shows here.</summary>
    public ImmutableArray<double> LandmarkPercents { get; init; } = [];

    /// <summary>How much larger this face's errors are than usual, as a variance: 1 for an ordinary face.</summary>
    public double Difficulty { get; init; } = 1;
}
