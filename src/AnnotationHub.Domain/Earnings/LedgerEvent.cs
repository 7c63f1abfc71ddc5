namespace AnnotationHub.Domain.Earnings;

/// <summary>What a transaction of the ledger records. Stored by name; never rename a member.</summary>
public enum LedgerEvent
{
    /// <summary>A submission was received: project cost → held, the whole price.</summary>
    Accrued,

    /// <summary>The annotation was accepted: held → payable, all of it.</summary>
    Accepted,

    /// <summary>A supervisor rejected it: the base share held → payable, the rest held → project cost.</summary>
    Rejected,

    /// <summary>An appeal was upheld: project cost → payable, what the rejection had taken.</summary>
    AppealUpheld,

    /// <summary>A known face was wrong: project cost → payable, what it had taken.</summary>
    Restored,

    /// <summary>A bonus by a named rule: bonus cost → payable.</summary>
    Bonus,

    /// <summary>A day below the wage floor: top-up cost → payable, the difference.</summary>
    ToppedUp,

    /// <summary>Put into a payout batch: payable → clearing.</summary>
    PayoutReserved,

    /// <summary>The bank confirmed: clearing → bank.</summary>
    PayoutPaid,

    /// <summary>The bank sent it back: clearing → payable.</summary>
    PayoutBounced,

    /// <summary>Takes back an earlier transaction, which it names, entry by entry.</summary>
    Reversed,
}
