namespace AnnotationHub.Domain.Earnings;

/// <summary>How a payout batch stands.</summary>
public enum PayoutBatchState
{
    /// <summary>Frozen, and waits for a second administrator.</summary>
    DrawnUp,

    /// <summary>Goes to the bank.</summary>
    Approved,

    /// <summary>Every item is confirmed or bounced.</summary>
    Settled,
}

/// <summary>How an item of a batch stands.</summary>
public enum PayoutItemState
{
    /// <summary>Taken from payable; the bank has not answered.</summary>
    Reserved,

    Paid,

    /// <summary>Back in payable; a new payout is a new item.</summary>
    Bounced,
}

/// <summary>The rules of payouts.</summary>
public static class PayoutRules
{
    public const int MaximumItems = 1000;

    /// <summary>A fen in 1/10 000 of a yuan: the smallest amount that a bank moves.</summary>
    public const long FenE4 = 100;

    /// <summary>Whole fen, rounded down; the remainder stays payable and is carried to the next payout.</summary>
    public static long WholeFenE4(long payableE4) => payableE4 / FenE4 * FenE4;
}
