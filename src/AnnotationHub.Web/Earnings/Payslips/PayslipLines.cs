using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>The items of a payslip, in the order of the paper; the same on the page and in the PDF.</summary>
public static class PayslipLines
{
    /// <summary>Key of the item's name and its amount in 1/10 000; what did not happen is left out, but for the faces.</summary>
    public static IReadOnlyList<(string Key, long AmountE4)> Of(Payslip slip)
    {
        ArgumentNullException.ThrowIfNull(slip);
        (string Key, long AmountE4)[] all =
        [
            ("Payslip.Accrued", slip.Of(LedgerEvent.Accrued)),
            ("Payslip.Rejected", slip.Of(LedgerEvent.Rejected)),
            ("Payslip.Appeals", slip.Of(LedgerEvent.AppealUpheld, LedgerEvent.Restored)),
            ("Payslip.Bonus", slip.Of(LedgerEvent.Bonus)),
            ("Payslip.TopUp", slip.Of(LedgerEvent.ToppedUp)),
            ("Payslip.Corrections", slip.Of(LedgerEvent.Reversed)),
        ];
        return [.. all.Where(l => l.AmountE4 != 0 || l.Key == "Payslip.Accrued")];
    }
}
