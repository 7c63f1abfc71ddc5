namespace AnnotationHub.Domain.Earnings;

/// <summary>What one transaction did to one annotator's balances, in 1/10 000 of the unit.</summary>
/// <param name="Clearing">In a payout that the bank has not confirmed.</param>
public readonly record struct StatementLine(LedgerEvent Event, long Pending, long Payable, long Clearing, long Paid)
{
    /// <summary>
    /// The one amount to show beside the event: what it brought, moved on, or (negative) took. The whole price for an accrual,
    /// what became payable for an acceptance, what was lost for a rejection, what left for a payout.
    /// </summary>
    public long Amount => Event switch
    {
        LedgerEvent.Accrued => Pending,
        LedgerEvent.Accepted or LedgerEvent.AppealUpheld or LedgerEvent.Restored or LedgerEvent.Bonus
            or LedgerEvent.ToppedUp or LedgerEvent.PayoutReserved or LedgerEvent.PayoutBounced => Payable,
        LedgerEvent.PayoutPaid => Paid,
        LedgerEvent.Rejected or LedgerEvent.Reversed => Pending + Payable + Clearing + Paid,
    };
}
