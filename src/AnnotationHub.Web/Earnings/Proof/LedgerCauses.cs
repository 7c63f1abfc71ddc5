using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>
/// Looks behind every transaction for the decision, payout or rule that it was posted for. One that somebody wrote by hand, chain and
/// balances included, has none: it is named by its number.
/// </summary>
internal sealed class LedgerCauses
{
    private const string FactsSql = $"""
        SELECT t.seq, n.state AS annotation_state, p.state AS appeal_state, CASE WHEN g.task_id IS NULL THEN 0 ELSE 1 END AS is_withdrawn,
            CASE WHEN r.seq IS NULL THEN 0 ELSE 1 END AS is_reversed, CASE WHEN m.id IS NULL AND c.item_id IS NULL THEN 0 ELSE 1 END AS is_remedy
        FROM ledger_transaction t
        LEFT JOIN annotation n ON n.id = t.annotation_id
        LEFT JOIN appeal p ON p.annotation_id = t.annotation_id
        LEFT JOIN {WrongKnownFaces.Table} g ON g.task_id = t.task_id
        LEFT JOIN ledger_transaction r ON r.reverses_seq = t.seq
        LEFT JOIN ledger_remedy m ON m.reverses_seq = t.reverses_seq AND m.confirmed_by IS NOT NULL
        LEFT JOIN payout_item_correction c ON c.reverses_seq = t.reverses_seq
        WHERE t.seq > @after AND t.seq <= @upTo
        """;

    private const string BonusesSql = "SELECT annotator_id, rule_name, period FROM bonus_grant";

    private const string TopUpsSql = "SELECT DISTINCT annotator_id, business_date FROM wage_top_up";

    private const string ItemsSql = "SELECT id, batch_id, annotator_id, state FROM payout_item";

    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    private LedgerCauses()
    {
    }

    /// <summary>With the keys of what is not about a face: few against the faces.</summary>
    public static async Task<LedgerCauses> LoadAsync(DbSession session)
    {
        var causes = new LedgerCauses();
        foreach (var row in await session.QueryAsync<RuleRow>(BonusesSql)) causes.keys.Add(LedgerRules.BonusKey(row.RuleName, row.AnnotatorId, row.Period));
        foreach (var row in await session.QueryAsync<RuleRow>(TopUpsSql)) causes.keys.Add(LedgerRules.TopUpKey(row.AnnotatorId, row.BusinessDate));
        foreach (var row in await session.QueryAsync<ItemRow>(ItemsSql))
        {
            causes.keys.Add(LedgerRules.PayoutKey(row.BatchId, row.AnnotatorId));
            if (row.State != "reserved") causes.keys.Add(LedgerRules.SettlementKey(row.Id));
        }

        return causes;
    }

    /// <summary>Of a page of transactions, those with nothing behind them.</summary>
    public async Task<IReadOnlyList<long>> MissingAsync(DbSession session, long after, long upTo, IReadOnlyList<PostedTransaction> page)
    {
        var facts = (await session.QueryAsync<FactRow>(FactsSql, new { after, upTo })).ToDictionary(f => f.Seq);
        return page.Where(p => facts.TryGetValue(p.Seq, out var fact) && fact.IsReversed == 0 && !IsBacked(p.Posting, fact)).Select(p => p.Seq).ToList();
    }

    private bool IsBacked(LedgerPosting posting, FactRow fact) => posting.Kind switch
    {
        LedgerEvent.Accrued => fact.AnnotationState is not null && posting.Key == LedgerRules.AccrualKey(posting.AnnotationId ?? Guid.Empty),
        LedgerEvent.Accepted => fact.AnnotationState == "accepted" && IsResolution(posting),
        LedgerEvent.Rejected => fact.AnnotationState == "rejected" && IsResolution(posting),
        LedgerEvent.AppealUpheld => fact.AppealState == "upheld",
        LedgerEvent.Restored => fact.IsWithdrawn == 1,
        LedgerEvent.Bonus or LedgerEvent.ToppedUp or LedgerEvent.PayoutReserved or LedgerEvent.PayoutPaid or LedgerEvent.PayoutBounced => keys.Contains(posting.Key),
        LedgerEvent.Reversed => fact.IsRemedy == 1,
    };

    private static bool IsResolution(LedgerPosting posting) => posting.Key == LedgerRules.ResolutionKey(posting.AnnotationId ?? Guid.Empty);

    private sealed class FactRow
    {
        public long Seq { get; init; }

        public string? AnnotationState { get; init; }

        public string? AppealState { get; init; }

        public int IsWithdrawn { get; init; }

        public int IsReversed { get; init; }

        public int IsRemedy { get; init; }
    }

    private sealed class RuleRow
    {
        public Guid AnnotatorId { get; init; }

        public string RuleName { get; init; } = "";

        public string Period { get; init; } = "";

        public string BusinessDate { get; init; } = "";
    }

    private sealed class ItemRow
    {
        public Guid Id { get; init; }

        public Guid BatchId { get; init; }

        public Guid AnnotatorId { get; init; }

        public string State { get; init; } = "";
    }
}
