using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>Where a finished face's landmarks come from.</summary>
public enum FaceOrigin
{
    /// <summary>Computed from the annotations.</summary>
    Consensus,

    /// <summary>Corrected by a supervisor.</summary>
    Corrected,

    /// <summary>Known before: the client's own truth.</summary>
    Gold,
}

/// <summary>A photograph as a release names it.</summary>
/// <param name="Id">Opaque; the same for all faces of one photograph.</param>
/// <param name="FileName">As the client uploaded it.</param>
/// <param name="WidthPx">Upright.</param>
/// <param name="HeightPx">Upright.</param>
/// <param name="Sha256">Of the bytes as uploaded, lower-case hex.</param>
public sealed record FinishedPhotograph(string Id, string FileName, int WidthPx, int HeightPx, string Sha256);

/// <summary>One accepted face as it goes into a release.</summary>
/// <param name="TraceCode">Leads back to everything that was done to the face.</param>
/// <param name="Landmarks">One per landmark of the scheme.</param>
/// <param name="Covariances">One per landmark; empty where the landmarks were not estimated.</param>
/// <param name="AnnotationCount">Annotations behind it.</param>
/// <param name="Annotators">Pseudonyms, the same for the same person within a project only.</param>
/// <param name="AgreementPercent">Mean pairwise disagreement of its annotations, in per cent of the normalising distance; null for fewer than two.</param>
/// <param name="PredictedErrorPercent">Expected mean error of the landmarks, same unit.</param>
public sealed record FinishedFace(
    string TraceCode,
    FinishedPhotograph Photograph,
    FaceBox Box,
    ImmutableArray<PlacedLandmark> Landmarks,
    ImmutableArray<PointCovariance> Covariances,
    int AnnotationCount,
    ImmutableArray<string> Annotators,
    double? AgreementPercent,
    double PredictedErrorPercent,
    FaceOrigin Origin);

/// <summary>What a writer has written.</summary>
public sealed record WrittenCounts(int Faces, int Photographs);
