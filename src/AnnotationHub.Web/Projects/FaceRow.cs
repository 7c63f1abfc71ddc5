namespace AnnotationHub.Web.Projects;

/// <summary>One face of a project with its consensus, if it has one.</summary>
public sealed class FaceRow
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Guid PhotographId { get; init; }

    public int FaceNumber { get; init; }

    public string TraceCode { get; init; } = "";

    public double BoxX { get; init; }

    public double BoxY { get; init; }

    public double BoxWidth { get; init; }

    public double BoxHeight { get; init; }

    public string State { get; init; } = "";

    public int Wanted { get; init; }

    public int AnnotationCount { get; init; }

    public bool IsGold { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset StateChangedAt { get; init; }

    public string FileName { get; init; } = "";

    public string UploadSha256 { get; init; } = "";

    public int WidthPx { get; init; }

    public int HeightPx { get; init; }

    public int Orientation { get; init; }

    /// <summary>Packed landmarks, or null while there is no consensus.</summary>
    public byte[]? ConsensusLandmarks { get; init; }

    public byte[]? ConsensusCovariance { get; init; }

    public double? AgreementPercent { get; init; }

    public double? PredictedPercent { get; init; }

    public string? ConsensusOrigin { get; init; }

    public DateTimeOffset? ConsensusAt { get; init; }
}
