using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>
/// What everyone must have, and every project must have cost, by annotations, their frozen terms, decisions, appeals, withdrawn known
/// faces, rules and payouts alone: the ledger is not asked.
/// </summary>
internal static class EarningsRecomputation
{
    // A known face that was wrong makes good what had failed on it until then.
    private const string AnnotationsSql = $"""
        SELECT a.annotator_id, a.project_id, s.currency, s.price_e4, s.base_share_e4, a.state, a.reason_code,
            CASE WHEN p.state = 'upheld' OR g.task_id IS NOT NULL THEN 1 ELSE 0 END AS made_good, COUNT(*) AS annotations
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        LEFT JOIN {WrongKnownFaces.Table} g ON g.task_id = a.task_id AND a.decided_at <= g.ended_at
        GROUP BY a.annotator_id, a.project_id, s.currency, s.price_e4, s.base_share_e4, a.state, a.reason_code,
            CASE WHEN p.state = 'upheld' OR g.task_id IS NOT NULL THEN 1 ELSE 0 END
        """;

    private const string PayoutsSql = """
        SELECT i.annotator_id, b.currency, i.state, SUM(i.amount_e4) AS amount_e4
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        GROUP BY i.annotator_id, b.currency, i.state
        """;

    private const string TopUpsSql = "SELECT annotator_id, currency, SUM(amount_e4) AS amount_e4 FROM wage_top_up GROUP BY annotator_id, currency";

    private const string BonusesSql = """
        SELECT annotator_id, rule_name, period, currency, decided, accepted, accepted_at_first, earned_e4, accepted_before, amount_e4 FROM bonus_grant
        """;

    public static async Task CompareAsync(DbSession session, LedgerProof proof)
    {
        var expected = new Dictionary<LedgerAccount, long>();
        await AddAnnotationsAsync(session, expected);
        await AddPayoutsAsync(session, expected);
        foreach (var row in await session.QueryAsync<SumRow>(TopUpsSql))
            Move(expected, LedgerAccount.TopUpCost(row.Currency), LedgerAccount.Payable(row.AnnotatorId, row.Currency), row.AmountE4);
        foreach (var row in await session.QueryAsync<BonusRow>(BonusesSql)) AddBonus(row, expected, proof);

        foreach (var account in expected.Keys.Union(proof.Balances.Keys))
            proof.ExpectOf($"by decisions and prices alone, {account.Kind} of {account.Owner:D}", expected.GetValueOrDefault(account), proof.Balances.GetValueOrDefault(account));
    }

    private static async Task AddAnnotationsAsync(DbSession session, Dictionary<LedgerAccount, long> expected)
    {
        foreach (var row in await session.QueryAsync<AnnotationsRow>(AnnotationsSql))
        {
            var reason = Enum.TryParse<RejectionReason>(row.ReasonCode, ignoreCase: true, out var known) ? known : (RejectionReason?)null;
            var terms = new AnnotationTerms(row.PriceE4, row.BaseShareE4, EnumText.Parse<AnnotationStanding>(row.State), reason, row.MadeGood == 1);
            var cost = LedgerAccount.ProjectCost(row.ProjectId, row.Currency);
            Move(expected, cost, LedgerAccount.Held(row.AnnotatorId, row.Currency), checked(terms.HeldE4 * row.Annotations));
            Move(expected, cost, LedgerAccount.Payable(row.AnnotatorId, row.Currency), checked(terms.EarnedE4 * row.Annotations));
        }
    }

    private static async Task AddPayoutsAsync(DbSession session, Dictionary<LedgerAccount, long> expected)
    {
        foreach (var row in await session.QueryAsync<SumRow>(PayoutsSql))
        {
            // A bounced item has gone there and back.
            if (row.State == "bounced") continue;
            var to = row.State == "paid" ? LedgerAccountKind.Bank : LedgerAccountKind.Clearing;
            Move(expected, LedgerAccount.Payable(row.AnnotatorId, row.Currency), new LedgerAccount(to, row.AnnotatorId, row.Currency), row.AmountE4);
        }
    }

    // The rule is asked again by the numbers that it was asked by; a rule that this program no longer has is taken at its word.
    private static void AddBonus(BonusRow row, Dictionary<LedgerAccount, long> expected, LedgerProof proof)
    {
        if (row.Decided is not null && BonusRule.Find(row.RuleName) is { } rule)
            proof.Expect($"bonus {row.RuleName} of {row.AnnotatorId:D} for {row.Period}", rule.AmountE4(row.Month), row.AmountE4);
        Move(expected, LedgerAccount.BonusCost(row.Currency), LedgerAccount.Payable(row.AnnotatorId, row.Currency), row.AmountE4);
    }

    private static void Move(Dictionary<LedgerAccount, long> sums, LedgerAccount from, LedgerAccount to, long amountE4)
    {
        sums[from] = checked(sums.GetValueOrDefault(from) - amountE4);
        sums[to] = checked(sums.GetValueOrDefault(to) + amountE4);
    }

    private sealed class AnnotationsRow
    {
        public Guid AnnotatorId { get; init; }

        public Guid ProjectId { get; init; }

        public string Currency { get; init; } = "";

        public long PriceE4 { get; init; }

        public int BaseShareE4 { get; init; }

        public string State { get; init; } = "";

        public string? ReasonCode { get; init; }

        public int MadeGood { get; init; }

        public long Annotations { get; init; }
    }

    private sealed class SumRow
    {
        public Guid AnnotatorId { get; init; }

        public string Currency { get; init; } = "";

        public string State { get; init; } = "";

        public long AmountE4 { get; init; }
    }

    private sealed class BonusRow
    {
        public Guid AnnotatorId { get; init; }

        public string RuleName { get; init; } = "";

        public string Period { get; init; } = "";

        public string Currency { get; init; } = "";

        public int? Decided { get; init; }

        public int? Accepted { get; init; }

        public int? AcceptedAtFirst { get; init; }

        public long? EarnedE4 { get; init; }

        public int? AcceptedBefore { get; init; }

        public long AmountE4 { get; init; }

        public BonusMonth Month => new(Decided ?? 0, Accepted ?? 0, AcceptedAtFirst ?? 0, EarnedE4 ?? 0, AcceptedBefore ?? 0);
    }
}
