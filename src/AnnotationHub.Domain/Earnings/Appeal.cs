namespace AnnotationHub.Domain.Earnings;

/// <summary>How an appeal stands.</summary>
public enum AppealState
{
    /// <summary>Waits for its answer.</summary>
    Open,

    /// <summary>The annotator was right, or nobody answered in time: the rest of the price is paid.</summary>
    Upheld,

    /// <summary>Another person than the one who rejected found the same.</summary>
    Dismissed,
}

/// <summary>The rules of appeals.</summary>
public static class AppealRules
{
    /// <summary>Unanswered for so long, an appeal is upheld by default.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(72);

    /// <summary>So long after a rejection it can be contested.</summary>
    public static readonly TimeSpan FileWithin = TimeSpan.FromHours(72);

    /// <summary>Whether a rejection of <paramref name="rejectedAt"/> can still be contested.</summary>
    public static bool CanFile(DateTimeOffset rejectedAt, DateTimeOffset now) => now - rejectedAt <= FileWithin;
}
