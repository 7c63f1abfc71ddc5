namespace AnnotationHub.Domain.Quality;

/// <summary>
/// When a known face is decided. Its truth is there at once, but an ordinary face waits for other people: decided at once, a known face would
/// give itself away. So it takes as long as one of the annotator's own ordinary faces took, drawn at random.
/// </summary>
public static class KnownFaceTiming
{
    /// <summary>Where the annotator has no ordinary face yet: as long as a colleague in the same room needs for a few faces.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(12);

    /// <param name="ordinary">From submission to decision of the annotator's latest ordinary faces; zero where it was decided with the submission.</param>
    /// <param name="uniform">0 to 1, exclusive.</param>
    public static TimeSpan Delay(IReadOnlyList<TimeSpan> ordinary, double uniform)
    {
        ArgumentNullException.ThrowIfNull(ordinary);
        if (ordinary.Count == 0) return FirstDelay * (0.5 + uniform);
        var drawn = ordinary[(int)(uniform * ordinary.Count)];
        return drawn < TimeSpan.Zero ? TimeSpan.Zero : drawn;
    }
}
