namespace AnnotationHub.Domain.Earnings;

/// <summary>Why a supervisor rejected an annotation. On the wire and in rows by its camelCase name; never rename a member.</summary>
public enum RejectionReason
{
    /// <summary>Landmarks lie outside their tolerance, and the repair did not mend it.</summary>
    Misplaced,

    /// <summary>Left and right of the face are exchanged.</summary>
    SidesSwapped,

    /// <summary>Another face of the photograph was marked.</summary>
    WrongFace,

    /// <summary>Visible, turned away, covered or outside is given wrongly.</summary>
    WrongVisibility,

    /// <summary>The project's guideline was not followed.</summary>
    AgainstGuideline,

    /// <summary>The starting shape was handed in as it was, or points lie at random: no work was done.</summary>
    NotAttempted,

    /// <summary>Taken from another annotator's work.</summary>
    Copied,
}

/// <summary>What a reason means for the money.</summary>
public static class RejectionReasons
{
    /// <summary>False only where the reason denies the effort itself; a supervisor answers for that by name.</summary>
    public static bool KeepsBaseShare(RejectionReason reason) => reason switch
    {
        RejectionReason.Misplaced or RejectionReason.SidesSwapped or RejectionReason.WrongFace
            or RejectionReason.WrongVisibility or RejectionReason.AgainstGuideline => true,
        RejectionReason.NotAttempted or RejectionReason.Copied => false,
    };

    /// <summary>False where there is nothing to mend: then a supervisor may reject at once.</summary>
    public static bool CanBeRepaired(RejectionReason reason) => KeepsBaseShare(reason);
}
