using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Datasets;

/// <summary>How releases are built.</summary>
public sealed class DatasetsOptions
{
    public const string Section = "Datasets";

    /// <summary>How long a node may be silent before another takes its release over.</summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>How often a node looks for releases that nobody builds; its own it hears of at once.</summary>
    [Range(1, 3600)]
    public int PollSeconds { get; set; } = 5;

    /// <summary>A release whose building failed or died so often is given up.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;
}
