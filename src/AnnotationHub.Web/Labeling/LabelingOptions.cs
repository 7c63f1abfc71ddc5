using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// Configuration section <c>Labeling</c>. The limits are for floods, not for people: a page of a hundred points sent at once
/// after a cut, or a script that labels one face after the other, stays far below them.
/// </summary>
public sealed record LabelingOptions
{
    public const string Section = "Labeling";

    /// <summary>Batches of placements that one annotator may send each second, over all connections.</summary>
    [Range(1, 1_000_000)]
    public int PlacesPerSecond { get; set; } = 10_000;

    /// <summary>Other calls that one annotator may make each second, over all connections; ten times as many in a burst.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; set; } = 100;

    /// <summary>
    /// From so many batches waiting for one commit on, they are written together as one row of a journal and the drafts saved behind it. Fewer save their
    /// drafts at once. On SQLite only.
    /// </summary>
    [Range(1, 1_000_000)]
    public int JournalFrom { get; set; } = 16;

    /// <summary>Largest message that the hub reads.</summary>
    [Range(1_024, 16_777_216)]
    public int MaximumMessageBytes { get; set; } = 128 * 1024;
}
