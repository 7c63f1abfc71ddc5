namespace AnnotationHub.Web.Labeling;

/// <summary>The stable codes with which the hub refuses; on the wire in lower case with hyphens, before a sentence.</summary>
public enum RefusalCode
{
    /// <summary>No such thing, or not the caller's.</summary>
    NotFound,

    /// <summary>The lease ran out and the face needs no more labels, or the assignment is closed.</summary>
    LeaseExpired,

    /// <summary>The assignment has been opened again since, by this annotator elsewhere.</summary>
    StaleEpoch,

    /// <summary>No certificate for the scheme.</summary>
    NotCertified,

    /// <summary>Something in the message cannot be taken.</summary>
    BadPlacement,

    /// <summary>Too many calls.</summary>
    RateLimited,

    /// <summary>The server cannot write now: a full disk, a database that is away. Nothing was taken; send again later.</summary>
    Unavailable,
}

/// <summary>
/// Thrown by the hub's methods where the contract asks for a <c>HubException</c>; the filter puts the sentence into the caller's
/// language.
/// </summary>
/// <param name="code">The stable code.</param>
/// <param name="textKey">Key of the sentence in <see cref="LabelingTexts"/>.</param>
/// <param name="arguments">What the sentence names.</param>
public sealed class RefusalException(RefusalCode code, string textKey, params object[] arguments) : Exception(textKey)
{
    public RefusalCode Code { get; } = code;

    public string TextKey { get; } = textKey;

    public IReadOnlyList<object> Arguments { get; } = arguments;

    public static string WireName(RefusalCode code) => code switch
    {
        RefusalCode.NotFound => "not-found",
        RefusalCode.LeaseExpired => "lease-expired",
        RefusalCode.StaleEpoch => "stale-epoch",
        RefusalCode.NotCertified => "not-certified",
        RefusalCode.BadPlacement => "bad-placement",
        RefusalCode.RateLimited => "rate-limited",
        RefusalCode.Unavailable => "unavailable",
    };
}
