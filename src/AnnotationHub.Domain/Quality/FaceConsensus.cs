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
public sealed record LabelFit(double MeanPercent, double InlierShare, ImmutableArray<string> SwappedGroups, AnnotatorSkill Evidence);

/// <summary>
/// The landmarks of one face from the annotations of several people, with their uncertainty. <see cref="PredictedPercent"/> is the
/// expected mean error of <see cref="Landmarks"/>, <see cref="DistancePx"/> the normalising distance in pixels.
/// </summary>
public sealed record FaceConsensus(
    ImmutableArray<PlacedLandmark> Landmarks,
    ImmutableArray<PointCovariance> Covariances,
    double PredictedPercent,
    double DistancePx,
    ImmutableArray<LabelFit> Labels);
