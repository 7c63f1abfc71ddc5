using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings.Payees;

/// <summary>Where a person's money goes, and the numbers that the wage record must carry. Never logged, stored only protected.</summary>
/// <param name="HolderName">As on the bank card and the identity card.</param>
/// <param name="BankCode">The bank's or branch's number where the bank asks for it; may be empty.</param>
public sealed record PayeeDetails(string HolderName, string IdNumber, string Phone, string AccountNumber, string BankName, string BankCode)
{
    public const int LongestText = 100;

    /// <summary>The open part: enough to tell one's own card.</summary>
    public string AccountTail => AccountNumber[^Math.Min(4, AccountNumber.Length)..];

    /// <summary>Typed numbers without the spaces that people put in between.</summary>
    public static PayeeDetails Of(string? holderName, string? idNumber, string? phone, string? accountNumber, string? bankName, string? bankCode) => new(
        holderName?.Trim() ?? "", Bare(idNumber).ToUpperInvariant(), Bare(phone), Bare(accountNumber), bankName?.Trim() ?? "", Bare(bankCode));

    /// <summary>The fields that are wrong, by their wire names; empty where all are right.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (!IsText(HolderName)) faults.Add("holderName");
        if (!PayeeNumbers.IsResidentId(IdNumber)) faults.Add("idNumber");
        if (!PayeeNumbers.IsMobile(Phone)) faults.Add("phone");
        if (!PayeeNumbers.IsBankCard(AccountNumber)) faults.Add("accountNumber");
        if (!IsText(BankName)) faults.Add("bankName");
        if (BankCode.Length > 20 || !BankCode.All(char.IsAsciiLetterOrDigit)) faults.Add("bankCode");
        return faults;
    }

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    private static string Bare(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));
}
