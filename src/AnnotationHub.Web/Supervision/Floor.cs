namespace AnnotationHub.Web.Supervision;

/// <summary>The hub's <c>FloorChanged</c>: the whole floor each time, so that a message lost is made good by the next.</summary>
/// <param name="Waiting">Faces in the review queue.</param>
/// <param name="Appeals">Appeals without an answer.</param>
public sealed record Floor(DateTimeOffset At, IReadOnlyList<FloorAnnotator> Annotators, IReadOnlyList<FloorProject> Projects, long Waiting, long Appeals);

/// <summary>An annotator at work: holds at least one live lease.</summary>
/// <param name="TraceCode">One of the faces leased.</param>
/// <param name="FacesPerHour">Today, by active time; null under five minutes of it.</param>
/// <param name="IdleSeconds">Since the last placement that arrived, or since the claim.</param>
/// <param name="GoldShare">Known faces passed, 0 to 1; null where there were none.</param>
/// <param name="ErrorPercent">Mean distance of the newest settled faces from what they came to; null before the first.</param>
/// <param name="Line">open, closed, or unknown where no browser has been seen.</param>
/// <param name="Alarms">See <see cref="FloorAlarms"/>.</param>
public sealed record FloorAnnotator(
    Guid Id, string Name, string TraceCode, string Project, int Leased, int FacesToday, long ActiveSecondsToday,
    double? FacesPerHour, long IdleSeconds, double? GoldShare, IReadOnlyList<string> Alarms, double? ErrorPercent, string Line);

/// <param name="DisagreementPercent">Mean disagreement between the annotations of the newest faces; null before the first.</param>
/// <param name="Audits">Accepted faces that wait for a second look.</param>
/// <param name="FinishesAt">At the pace of the newest faces; null where the work rests or is done.</param>
public sealed record FloorProject(
    Guid Id, string Name, int Faces, int Waiting, int InProgress, int InReview, int Accepted, double? DisagreementPercent, int Audits, DateTimeOffset? FinishesAt);

/// <summary>What a supervisor should look at. Never speed alone: a slow annotator is no alarm.</summary>
public static class FloorAlarms
{
    /// <summary>Holds a face and placed nothing for ten minutes: stuck, away, or the line is down.</summary>
    public const string Idle = "idle";

    /// <summary>Passed fewer than seven in ten of at least five known faces.</summary>
    public const string Gold = "gold";

    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(10);
    private const int LeastGoldFaces = 5;
    private const double LeastGoldShare = 0.7;

    /// <summary>Holds a face and the line is down.</summary>
    public const string Line = "line";

    /// <summary>A control chart has left its limits and nobody has answered the flag: the annotator's page says which.</summary>
    public const string Drift = "drift";

    public static IReadOnlyList<string> Of(TimeSpan idle, int goldFaces, double? goldShare, bool isLineDown, bool drifts)
    {
        var alarms = new List<string>(4);
        if (isLineDown) alarms.Add(Line);
        if (drifts) alarms.Add(Drift);
        if (idle >= IdleAfter) alarms.Add(Idle);
        if (goldFaces >= LeastGoldFaces && goldShare < LeastGoldShare) alarms.Add(Gold);
        return alarms;
    }

    public static double? FacesPerHour(int faces, TimeSpan active) =>
        active < Domain.Earnings.EffectiveWage.LeastActiveTime ? null : Math.Round(faces / active.TotalHours, 1);
}
