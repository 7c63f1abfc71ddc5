namespace AnnotationHub.Web.Datasets;

/// <summary>Where a release stands. The names are stored.</summary>
public enum ReleaseState
{
    /// <summary>Asked for; its files are being written, or will be.</summary>
    Building,

    /// <summary>Its files are complete and never change.</summary>
    Ready,

    /// <summary>Given up: building it failed again and again.</summary>
    Failed,
}

internal sealed class ReleaseRow
{
    public Guid ProjectId { get; init; }

    public int Number { get; init; }

    public string State { get; init; } = "";

    public double Progress { get; init; }

    public int Faces { get; init; }

    public int Photographs { get; init; }

    public string? QualityJson { get; init; }

    public string? Failure { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

internal sealed class ReleaseFileRow
{
    public Guid ProjectId { get; init; }

    public int Number { get; init; }

    public string FileName { get; init; } = "";

    public string Format { get; init; } = "";

    public string MediaType { get; init; } = "";

    public long SizeBytes { get; init; }

    public string Sha256 { get; init; } = "";
}

/// <summary>A release that this node builds, with the number that fences off whoever had it before.</summary>
internal sealed class ClaimedRelease
{
    public Guid ProjectId { get; init; }

    public int Number { get; init; }

    public int Faces { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>How often it has been claimed, this time included.</summary>
    public long Fencing { get; init; }
}
