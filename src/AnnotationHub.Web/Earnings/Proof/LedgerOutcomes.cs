namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>What two administrators may do about a difference. Stored by name; never rename a member.</summary>
public enum RemedyKind
{
    /// <summary>They found out what it is and take it upon themselves: it stops payouts no longer. It is still reported.</summary>
    Explained,

    /// <summary>A transaction that nothing accounts for is taken back by another one that names it.</summary>
    Reversed,
}

/// <summary>What became of proposing a remedy.</summary>
public enum ProposeOutcome
{
    Proposed,

    /// <summary>The ledger has no such difference (any more).</summary>
    NoSuchDifference,

    /// <summary>The same was proposed before.</summary>
    AlreadyProposed,
}

/// <summary>What became of confirming a remedy.</summary>
public enum ConfirmOutcome
{
    Confirmed,

    NotFound,

    /// <summary>Who proposed it does not confirm it.</summary>
    SamePerson,

    AlreadyConfirmed,

    /// <summary>The money is no longer where the transaction had put it: taking it back would leave a balance below nought.</summary>
    MoneyGone,
}

/// <summary>What became of making the cached sums anew.</summary>
public enum RebuildOutcome
{
    Rebuilt,

    /// <summary>They are what the entries give.</summary>
    NothingToDo,

    /// <summary>The entries themselves differ: sums made from them would hide it.</summary>
    EntriesDiffer,
}
