namespace AnnotationHub.Web.Quality.Flags;

/// <summary>
/// What about an annotator's work a person should look at. In rows and on the wire by its camelCase name; nothing is done about it by rule:
/// neither the pay nor the hand-out changes.
/// </summary>
public enum FlagKind
{
    /// <summary>The labels hardly follow the faces (slope of the shape, quality design 4.6): spam.</summary>
    DoesNotFollowTheFace,

    /// <summary>The expected error is several times the median annotator's.</summary>
    FarTooInexact,

    /// <summary>Too many landmarks are gross errors.</summary>
    ManyGrossErrors,

    /// <summary>One kind of landmark is always placed off to one side. Subject: the kind.</summary>
    Biased,

    /// <summary>The noise is much above the median annotator's.</summary>
    Noisy,

    /// <summary>A control chart left its limits: the work has changed. Subject: the chart.</summary>
    Drift,

    /// <summary>The labels of two annotators lie nearer to each other than two hands can. Subject: the other annotator's id.</summary>
    Copying,

    /// <summary>Suggested places were left where they were on nearly all landmarks of many faces.</summary>
    UntouchedShape,

    /// <summary>Several labels came faster than a hand can place them.</summary>
    ImpossiblePace,
}

/// <summary>What has become of a flag.</summary>
public enum FlagState
{
    /// <summary>Nobody has decided on it yet.</summary>
    Open,

    /// <summary>There was nothing to it.</summary>
    Dismissed,

    /// <summary>There was, and a person dealt with it.</summary>
    Confirmed,
}

/// <summary>How urgent it is to look.</summary>
public enum FlagUrgency
{
    /// <summary>To keep an eye on.</summary>
    Warn,

    /// <summary>Show the annotator how.</summary>
    Coach,

    /// <summary>Look before more is handed out; that is for the person to arrange.</summary>
    Stop,
}

/// <summary>A flag as it is raised.</summary>
/// <param name="Subject">See <see cref="FlagKind"/>; empty where there is nothing more to say.</param>
/// <param name="Measured">In the unit of <paramref name="Limit"/>.</param>
/// <param name="Labels">The annotator's labels in the scheme so far.</param>
public sealed record RaisedFlag(
    Guid AnnotatorId, string SchemeKey, FlagKind Kind, string Subject, FlagUrgency Urgency, double Measured, double Limit, int Labels);
