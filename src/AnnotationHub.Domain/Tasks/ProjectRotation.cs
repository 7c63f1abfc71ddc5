namespace AnnotationHub.Domain.Tasks;

/// <summary>
/// Which project a claim that names none is served from: the one that has had the least so far, so that none starves behind a larger one.
/// Start-time fair queueing with equal weights (Goyal, Vin and Cheng, SIGCOMM 1996): a project that comes late, or had nothing to hand
/// out for a while, catches up a little and not all that it missed.
/// </summary>
public static class ProjectRotation
{
    /// <summary>The most labels that a project may lag behind the one that is furthest ahead.</summary>
    public const long LongestLag = 25;

    /// <summary>What a project counts as having had, once it is one of those that hand out.</summary>
    /// <param name="served">Labels by its own count.</param>
    /// <param name="furthest">The largest count among the projects that hand out.</param>
    public static long Standing(long served, long furthest) => Math.Max(served, furthest - LongestLag);
}
