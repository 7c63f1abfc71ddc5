namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>What became of drawing up a batch.</summary>
public enum DrawUpOutcome
{
    DrawnUp,

    /// <summary>Nobody has a whole fen to be paid.</summary>
    NothingPayable,

    /// <summary>The ledger has a difference: no payouts until it is explained. Work goes on.</summary>
    LedgerDiffers,
}

/// <summary>What became of an approval.</summary>
public enum ApproveOutcome
{
    Approved,

    NotFound,

    /// <summary>Who drew it up does not approve it.</summary>
    SamePerson,

    /// <summary>It has been approved before.</summary>
    NotDrawnUp,

    /// <summary>It has been refused; what is payable goes into a new batch.</summary>
    Refused,

    /// <summary>The ledger has a difference: no payouts until it is explained. Work goes on.</summary>
    LedgerDiffers,
}

/// <summary>What became of a refusal.</summary>
public enum RefuseOutcome
{
    Refused,

    NotFound,

    /// <summary>Who drew it up does not refuse it: a second person looks at every batch.</summary>
    SamePerson,

    /// <summary>It was refused before.</summary>
    AlreadyRefused,

    /// <summary>It has been approved: the bank may have it.</summary>
    AlreadyApproved,
}

/// <summary>What became of the bank's answer to an item.</summary>
public enum SettleOutcome
{
    Settled,

    NotFound,

    /// <summary>The batch has not been approved: the bank cannot have answered.</summary>
    NotApproved,

    /// <summary>The same answer was entered before.</summary>
    AlreadySettled,

    /// <summary>The other answer was entered before: correct it by a reversal, not by a second answer.</summary>
    SettledOtherwise,
}
