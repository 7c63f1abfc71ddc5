using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>
/// What everyone must have by annotations, their frozen terms, decisions, appeals and payouts alone. Of the ledger only the
/// events that are decided nowhere else are taken: bonuses, restorations and corrections.
/// </summary>
internal static class EarningsRecomputation
{
    private const string AnnotationsSql = """
        SELECT a.annotator_id, s.currency, s.price_e4, s.base_share_e4, a.state, a.reason_code,
            CASE WHEN p.state = 'upheld' OR r.seq IS NOT NULL THEN 1 ELSE 0 END AS made_good, COUNT(*) AS annotations
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        LEFT JOIN ledger_transaction r ON r.annotation_id = a.id AND r.kind = 'restored'
        GROUP BY a.annotator_id, s.currency, s.price_e4, s.base_share_e4, a.state, a.reason_code,
            CASE WHEN p.state = 'upheld' OR r.seq IS NOT NULL THEN 1 ELSE 0 END
        """;

    private const string PayoutsSql = """
        SELECT i.annotator_id, b.currency, i.state, SUM(i.amount_e4) AS amount_e4
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        GROUP BY i.annotator_id, b.currency, i.state
        """;

    private const string ByRuleSql = """
        SELECT a.kind, a.owner_id, a.currency, SUM(e.amount_e4) AS amount_e4
        FROM ledger_transaction t
        JOIN ledger_entry e ON e.seq = t.seq
        JOIN ledger_account a ON a.id = e.account_id
        WHERE t.kind IN ('bonus', 'reversed') AND a.kind IN ('held', 'payable', 'clearing', 'bank')
        GROUP BY a.kind, a.owner_id, a.currency
        """;

    private const string TopUpsSql = "SELECT annotator_id, currency, SUM(amount_e4) AS amount_e4 FROM wage_top_up GROUP BY annotator_id, currency";

    public static async Task CompareAsync(DbSession session, LedgerProof proof)
    {
        var expected = new Dictionary<LedgerAccount, long>();
        await AddAnnotationsAsync(session, expected);
        await AddPayoutsAsync(session, expected);
        foreach (var row in await session.QueryAsync<TopUpsRow>(TopUpsSql)) Add(expected, LedgerAccount.Payable(row.AnnotatorId, row.Currency), row.AmountE4);
        foreach (var row in await session.QueryAsync<LedgerRows.EntryRow>(ByRuleSql)) Add(expected, row.Entry.Account, row.AmountE4);

        var people = proof.Balances.Keys.Where(a => a.Kind is LedgerAccountKind.Held or LedgerAccountKind.Payable or LedgerAccountKind.Clearing or LedgerAccountKind.Bank);
        foreach (var account in expected.Keys.Union(people))
            proof.Expect($"by decisions and prices alone, {account.Kind} of {account.Owner:D}", expected.GetValueOrDefault(account), proof.Balances.GetValueOrDefault(account));
    }

    private static async Task AddAnnotationsAsync(DbSession session, Dictionary<LedgerAccount, long> expected)
    {
        foreach (var row in await session.QueryAsync<AnnotationsRow>(AnnotationsSql))
        {
            var reason = Enum.TryParse<RejectionReason>(row.ReasonCode, ignoreCase: true, out var known) ? known : (RejectionReason?)null;
            var terms = new AnnotationTerms(row.PriceE4, row.BaseShareE4, EnumText.Parse<AnnotationStanding>(row.State), reason, row.MadeGood == 1);
            Add(expected, LedgerAccount.Held(row.AnnotatorId, row.Currency), checked(terms.HeldE4 * row.Annotations));
            Add(expected, LedgerAccount.Payable(row.AnnotatorId, row.Currency), checked(terms.EarnedE4 * row.Annotations));
        }
    }

    private static async Task AddPayoutsAsync(DbSession session, Dictionary<LedgerAccount, long> expected)
    {
        foreach (var row in await session.QueryAsync<PayoutsRow>(PayoutsSql))
        {
            // A bounced item has gone there and back.
            if (row.State == "bounced") continue;
            Add(expected, LedgerAccount.Payable(row.AnnotatorId, row.Currency), -row.AmountE4);
            var to = row.State == "paid" ? LedgerAccountKind.Bank : LedgerAccountKind.Clearing;
            Add(expected, new LedgerAccount(to, row.AnnotatorId, row.Currency), row.AmountE4);
        }
    }

    private static void Add(Dictionary<LedgerAccount, long> sums, LedgerAccount account, long amountE4) =>
        sums[account] = checked(sums.GetValueOrDefault(account) + amountE4);

    private sealed class AnnotationsRow
    {
        public Guid AnnotatorId { get; init; }

        public string Currency { get; init; } = "";

        public long PriceE4 { get; init; }

        public int BaseShareE4 { get; init; }

        public string State { get; init; } = "";

        public string? ReasonCode { get; init; }

        public int MadeGood { get; init; }

        public long Annotations { get; init; }
    }

    private sealed class TopUpsRow
    {
        public Guid AnnotatorId { get; init; }

        public string Currency { get; init; } = "";

        public long AmountE4 { get; init; }
    }

    private sealed class PayoutsRow
    {
        public Guid AnnotatorId { get; init; }

        public string Currency { get; init; } = "";

        public string State { get; init; } = "";

        public long AmountE4 { get; init; }
    }
}
