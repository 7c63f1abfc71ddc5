namespace AnnotationHub.Domain.Earnings;

/// <summary>One line of a transaction: by how much an account gains (positive) or loses, in 1/10 000 of its currency's unit.</summary>
public readonly record struct LedgerEntry(LedgerAccount Account, long AmountE4);

/// <summary>A transaction before it is posted: one money event with the key under which it can happen only once.</summary>
public sealed record LedgerPosting
{
    /// <exception cref="ArgumentException">The entries do not sum to zero in one currency, or the key or cause is not printable text of 1 to 200 characters.</exception>
    /// <exception cref="OverflowException">The sum is beyond 64 bits.</exception>
    public LedgerPosting(string key, LedgerEvent kind, string cause, IReadOnlyList<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        RequireText(key, nameof(key));
        RequireText(cause, nameof(cause));
        if (entries.Count < 2) throw new ArgumentException($"{key} has {entries.Count} entries; money comes from somewhere and goes somewhere.", nameof(entries));
        if (entries.Any(e => e.Account.Currency != entries[0].Account.Currency)) throw new ArgumentException($"{key} mixes currencies.", nameof(entries));
        long sum = 0;
        foreach (var entry in entries) sum = checked(sum + entry.AmountE4);
        if (sum != 0) throw new ArgumentException($"{key} sums to {sum} ten-thousandths and must sum to 0.", nameof(entries));
        (Key, Kind, Cause, Entries) = (key, kind, cause, entries);
    }

    /// <summary>The business key, for example <c>accrue:{annotation}</c>.</summary>
    public string Key { get; }

    public LedgerEvent Kind { get; }

    /// <summary>What it is about: the id of the annotation, appeal or item, or the rule of a bonus.</summary>
    public string Cause { get; }

    public IReadOnlyList<LedgerEntry> Entries { get; }

    public Guid? TaskId { get; init; }

    public Guid? AnnotationId { get; init; }

    /// <summary>The person who decided it; null for what the program does by rule.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Number of the transaction that this one takes back.</summary>
    public long? ReversesSeq { get; init; }

    // The hash chain writes key and cause on lines of their own.
    private static void RequireText(string text, string name)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 200 || text.Any(char.IsControl))
            throw new ArgumentException("1 to 200 characters without control characters.", name);
    }
}
