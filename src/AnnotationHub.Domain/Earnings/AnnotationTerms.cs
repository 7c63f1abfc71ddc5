namespace AnnotationHub.Domain.Earnings;

/// <summary>How an annotation stands, as its own row tells it.</summary>
public enum AnnotationStanding
{
    /// <summary>Submitted, undecided.</summary>
    Pending,

    Accepted,

    /// <summary>Came back for repair; its money stays held.</summary>
    Returned,

    Rejected,
}

/// <summary>
/// What an annotation is worth by its terms and its decision alone, without looking at the ledger: the second opinion that
/// <c>verify</c> holds against the balances.
/// </summary>
/// <param name="Reason">Of a rejection.</param>
/// <param name="IsMadeGood">An appeal was upheld, or the known face that failed it was wrong.</param>
public readonly record struct AnnotationTerms(
    long PriceE4, int BaseShareE4, AnnotationStanding Standing, RejectionReason? Reason, bool IsMadeGood)
{
    public long HeldE4 => Standing is AnnotationStanding.Pending or AnnotationStanding.Returned ? PriceE4 : 0;

    /// <summary>Of what was held, the part that is the annotator's for good.</summary>
    public long EarnedE4 => Standing switch
    {
        AnnotationStanding.Pending or AnnotationStanding.Returned => 0,
        AnnotationStanding.Accepted => PriceE4,
        AnnotationStanding.Rejected when IsMadeGood => PriceE4,
        AnnotationStanding.Rejected when Reason is { } reason && RejectionReasons.KeepsBaseShare(reason) => BaseShare.Of(PriceE4, BaseShareE4),
        AnnotationStanding.Rejected => 0,
    };
}
