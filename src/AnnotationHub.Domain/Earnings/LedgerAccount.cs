using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Domain.Earnings;

/// <summary>What an account of the ledger is for. An amount is positive where the account gained.</summary>
public enum LedgerAccountKind
{
    /// <summary>An annotator's: earned, not yet decided ("pending" on pages). Never negative.</summary>
    Held,

    /// <summary>An annotator's: decided, waits for the next payout. Never negative.</summary>
    Payable,

    /// <summary>An annotator's: in a payout batch that the bank has not confirmed yet. Never negative.</summary>
    Clearing,

    /// <summary>An annotator's: what the bank has paid out to it.</summary>
    Bank,

    /// <summary>A project's: where the price of its faces comes from, so its balance is the negated cost.</summary>
    ProjectCost,

    /// <summary>The house's: where bonuses come from.</summary>
    BonusCost,

    /// <summary>The house's: where wage top-ups come from.</summary>
    TopUpCost,
}

/// <summary>One account: its kind, whose it is, and the ISO 4217 code of its currency. There is exactly one for each such triple.</summary>
public readonly record struct LedgerAccount(LedgerAccountKind Kind, Guid Owner, string Currency)
{
    /// <summary>Follows from the triple alone, so that two nodes that open the same account at once mean the same row.</summary>
    public Guid Id
    {
        get
        {
            Span<byte> text = stackalloc byte[17 + 3];
            text[0] = (byte)Kind;
            Owner.TryWriteBytes(text[1..], bigEndian: true, out _);
            Encoding.ASCII.GetBytes(Currency, text[17..]);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text, hash);
            // Version 8 (RFC 9562): a UUID of the maker's own recipe.
            hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
            hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
            return new Guid(hash[..16], bigEndian: true);
        }
    }

    /// <summary>The smallest balance that a posting may leave, in 1/10 000 of the unit.</summary>
    public long MinimumE4 => Kind is LedgerAccountKind.Held or LedgerAccountKind.Payable or LedgerAccountKind.Clearing ? 0 : long.MinValue;

    public static LedgerAccount Held(Guid annotator, string currency) => new(LedgerAccountKind.Held, annotator, currency);

    public static LedgerAccount Payable(Guid annotator, string currency) => new(LedgerAccountKind.Payable, annotator, currency);

    public static LedgerAccount Clearing(Guid annotator, string currency) => new(LedgerAccountKind.Clearing, annotator, currency);

    public static LedgerAccount Bank(Guid annotator, string currency) => new(LedgerAccountKind.Bank, annotator, currency);

    public static LedgerAccount ProjectCost(Guid project, string currency) => new(LedgerAccountKind.ProjectCost, project, currency);

    public static LedgerAccount BonusCost(string currency) => new(LedgerAccountKind.BonusCost, Guid.Empty, currency);

    public static LedgerAccount TopUpCost(string currency) => new(LedgerAccountKind.TopUpCost, Guid.Empty, currency);
}
