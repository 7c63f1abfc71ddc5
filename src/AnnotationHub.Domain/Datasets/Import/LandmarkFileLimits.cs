namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>Bounds of a landmark file, so that a hostile one costs bounded memory.</summary>
public sealed record LandmarkFileLimits
{
    public static LandmarkFileLimits Default { get; } = new();

    /// <summary>Some 45,000 faces with 98 landmarks as JSON.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    public int MaxFaces { get; init; } = 200_000;

    /// <summary>Parts or keypoints of one face that are read at all.</summary>
    public int MaxLandmarksPerFace { get; init; } = 2_000;

    /// <summary>Reported one by one; those beyond are only counted.</summary>
    public int MaxProblems { get; init; } = 200;
}
