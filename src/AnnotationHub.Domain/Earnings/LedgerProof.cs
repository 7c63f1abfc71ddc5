using System.Globalization;

namespace AnnotationHub.Domain.Earnings;

/// <summary>
/// Goes over a ledger from its first transaction to its last and adds everything up anew. Nothing that the ledger caches is
/// believed: the sums that come out are compared with the cached ones by the caller.
/// </summary>
public sealed class LedgerProof
{
    /// <summary>After this many there is no use in reading more; they are counted.</summary>
    public const int MaximumDifferences = 100;

    private readonly List<string> differences = [];
    private readonly List<string> explained = [];
    private readonly IReadOnlySet<string> known;
    private readonly Dictionary<LedgerAccount, long> balances = [];
    private readonly Dictionary<(LedgerAccount Account, BusinessDay Day), long> days = [];
    private byte[] previous = new byte[LedgerHash.SizeBytes];
    private long lastSeq;

    /// <param name="known">Differences that have been explained: they are kept apart, so that they hide none.</param>
    public LedgerProof(IReadOnlySet<string>? known = null) => this.known = known ?? new HashSet<string>();

    /// <summary>The first <see cref="MaximumDifferences"/> of those that nobody has explained.</summary>
    public IReadOnlyList<string> Differences => differences;

    /// <summary>All that nobody has explained.</summary>
    public int Count { get; private set; }

    /// <summary>What was found and is explained.</summary>
    public IReadOnlyList<string> Explained => explained;

    /// <summary>Balance of each account after the last transaction, in 1/10 000 of the unit.</summary>
    public IReadOnlyDictionary<LedgerAccount, long> Balances => balances;

    public IReadOnlyDictionary<(LedgerAccount Account, BusinessDay Day), long> Days => days;

    public long LastSeq => lastSeq;

    /// <summary>Where the chain ends, by the stored hash of the last transaction.</summary>
    public ReadOnlySpan<byte> Head => previous;

    /// <summary>The next transaction in order, with the hashes that are stored beside it.</summary>
    public void Add(PostedTransaction transaction, byte[] storedPrevious, byte[] storedHash)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (transaction.Seq != lastSeq + 1) Report($"transaction {lastSeq + 1} is missing");
        if (!previous.AsSpan().SequenceEqual(storedPrevious)) Report($"transaction {transaction.Seq} does not follow the one before it");
        if (!LedgerHash.Of(storedPrevious, transaction).AsSpan().SequenceEqual(storedHash)) Report($"transaction {transaction.Seq} was changed after it was posted");
        if (BusinessDay.At(DateTimeOffset.UnixEpoch.AddTicks(transaction.OccurredAtMicros * TimeSpan.TicksPerMicrosecond)) != transaction.Day)
            Report($"transaction {transaction.Seq} is on business day {transaction.Day} by mistake");
        foreach (var (account, amount) in transaction.Posting.Entries)
        {
            balances[account] = checked(balances.GetValueOrDefault(account) + amount);
            days[(account, transaction.Day)] = checked(days.GetValueOrDefault((account, transaction.Day)) + amount);
            if (balances[account] < account.MinimumE4) Report($"transaction {transaction.Seq} makes {account.Kind} of {account.Owner:D} negative");
        }

        lastSeq = transaction.Seq;
        previous = storedHash;
    }

    public void Report(string difference)
    {
        if (known.Contains(difference))
        {
            explained.Add(difference);
            return;
        }

        Count++;
        if (differences.Count < MaximumDifferences) differences.Add(difference);
    }

    /// <summary>Of <see cref="Count"/>, those of sums that are cached beside the entries: those can be made anew from them.</summary>
    public int CachedDifferences { get; private set; }

    /// <summary>Reports where a sum that is cached beside the entries is not the one that they give.</summary>
    public void ExpectCached(string what, long expectedE4, long actualE4)
    {
        var before = Count;
        ExpectOf(what, expectedE4, actualE4);
        CachedDifferences += Count - before;
    }

    /// <summary>Reports where an amount is not the one that it must be.</summary>
    public void Expect(string what, long expectedE4, long actualE4)
    {
        if (expectedE4 != actualE4)
            Report(string.Create(CultureInfo.InvariantCulture, $"{what} is {actualE4} ten-thousandths and should be {expectedE4}"));
    }

    /// <summary>
    /// Reports a recomputed sum that the entries do not give, in words that stay as they are while work goes on, so that who explains a difference explains this one and no
    /// later one.
    /// </summary>
    public void ExpectOf(string what, long expectedE4, long actualE4)
    {
        if (expectedE4 == actualE4) return;
        var more = (Int128)actualE4 - expectedE4;
        Report(string.Create(CultureInfo.InvariantCulture, $"{what} has {Int128.Abs(more)} ten-thousandths too {(more > 0 ? "many" : "few")}"));
    }
}
