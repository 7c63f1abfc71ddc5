using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>
/// Proves the ledger: the chain, the sums that are cached beside it, and what the annotations, decisions and prices alone say
/// that everyone must have. All on one snapshot, while work goes on.
/// </summary>
public sealed class LedgerVerification(Database database) : IVerification
{
    private const string BalancesSql =
        "SELECT a.kind, a.owner_id, a.currency, b.amount_e4 FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id";

    private const string DaysSql = """
        SELECT a.kind, a.owner_id, a.currency, d.business_date, d.amount_e4
        FROM ledger_day d
        JOIN ledger_account a ON a.id = d.account_id
        """;

    private const string HeadSql = "SELECT last_seq, hash FROM ledger_head WHERE id = 1";

    public string Subject => "ledger";

    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation) =>
        (await database.ReadAsync(session => ProveAsync(session), cancellation)).Differences;

    /// <summary>Within a unit of the caller's.</summary>
    /// <param name="explained">Differences that two administrators have explained.</param>
    public static async Task<LedgerProof> ProveAsync(DbSession session, IReadOnlySet<string>? explained = null)
    {
        var proof = new LedgerProof(explained);
        await LedgerReader.ProveAsync(session, proof);
        await CompareHeadAsync(session, proof);
        await CompareChecksAsync(session, proof);
        await CompareBalancesAsync(session, proof);
        await CompareDaysAsync(session, proof);
        await EarningsRecomputation.CompareAsync(session, proof);
        return proof;
    }

    private static async Task CompareHeadAsync(DbSession session, LedgerProof proof)
    {
        var head = await session.FirstOrDefaultAsync<LedgerStore.LedgerHead>(HeadSql);
        if (head?.LastSeq != proof.LastSeq || !proof.Head.SequenceEqual(head.Hash))
            proof.Report($"the chain ends at {proof.LastSeq} and its head says {head?.LastSeq}");
    }

    private const string ChecksSql = """
        SELECT c.last_seq, c.checked_at
        FROM ledger_check c
        LEFT JOIN ledger_transaction t ON t.seq = c.last_seq
        WHERE c.last_seq > 0 AND (t.seq IS NULL OR t.hash <> c.head_hash)
        ORDER BY c.id
        """;

    // Who rewrites a transaction and every hash after it has a chain that holds, but not the one that was proved before.
    private static async Task CompareChecksAsync(DbSession session, LedgerProof proof)
    {
        foreach (var check in await session.QueryAsync<CheckRow>(ChecksSql))
            proof.Report($"the chain up to {check.LastSeq} is another one than was proved at {check.CheckedAt:yyyy-MM-ddTHH:mm:ssZ}");
    }

    private static async Task CompareBalancesAsync(DbSession session, LedgerProof proof)
    {
        var rows = await session.QueryAsync<SumRow>(BalancesSql);
        var cached = rows.ToDictionary(r => r.Account, r => r.AmountE4);
        foreach (var account in proof.Balances.Keys.Union(cached.Keys))
            proof.ExpectCached($"the balance of {account.Kind} of {account.Owner:D}", proof.Balances.GetValueOrDefault(account), cached.GetValueOrDefault(account));
    }

    private static async Task CompareDaysAsync(DbSession session, LedgerProof proof)
    {
        var rows = await session.QueryAsync<SumRow>(DaysSql);
        var cached = rows.ToDictionary(r => (r.Account, BusinessDay.Parse(r.BusinessDate)), r => r.AmountE4);
        foreach (var day in proof.Days.Keys.Union(cached.Keys))
            proof.ExpectCached($"{day.Item2} of {day.Item1.Kind} of {day.Item1.Owner:D}", proof.Days.GetValueOrDefault(day), cached.GetValueOrDefault(day));
    }

    private sealed class CheckRow
    {
        public long LastSeq { get; init; }

        public DateTimeOffset CheckedAt { get; init; }
    }

    private sealed class SumRow
    {
        public string Kind { get; init; } = "";

        public Guid OwnerId { get; init; }

        public string Currency { get; init; } = "";

        public string BusinessDate { get; init; } = "";

        public long AmountE4 { get; init; }

        public LedgerAccount Account => new(EnumText.Parse<LedgerAccountKind>(Kind), OwnerId, Currency);
    }
}
