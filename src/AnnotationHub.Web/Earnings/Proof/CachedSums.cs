using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>Makes the sums that are cached beside the ledger anew from its entries, where the entries themselves prove clean.</summary>
internal static class CachedSums
{
    private const string SetBalanceSql = "UPDATE ledger_balance SET amount_e4 = @amountE4 WHERE account_id = @accountId AND amount_e4 <> @amountE4";

    private const string AddBalanceSql =
        """
        INSERT INTO ledger_balance (account_id, amount_e4)
        SELECT a.id, @amountE4 FROM ledger_account a
        WHERE a.id = @accountId AND NOT EXISTS (SELECT 1 FROM ledger_balance b WHERE b.account_id = a.id)
        """;

    private const string SetDaySql =
        "UPDATE ledger_day SET amount_e4 = @amountE4 WHERE account_id = @accountId AND business_date = @day AND amount_e4 <> @amountE4";

    private const string AddDaySql =
        """
        INSERT INTO ledger_day (account_id, business_date, amount_e4)
        SELECT a.id, @day, @amountE4 FROM ledger_account a
        WHERE a.id = @accountId AND NOT EXISTS (SELECT 1 FROM ledger_day d WHERE d.account_id = a.id AND d.business_date = @day)
        """;

    private const string BalanceAccountsSql = "SELECT account_id FROM ledger_balance";

    private const string DaysSql = "SELECT account_id, business_date FROM ledger_day";

    public static async Task<RebuildOutcome> RebuildAsync(DbSession session)
    {
        await LedgerStore.LockAsync(session);
        var proof = await LedgerVerification.ProveAsync(session);
        if (proof.CachedDifferences == 0) return proof.Count == 0 ? RebuildOutcome.NothingToDo : RebuildOutcome.EntriesDiffer;
        if (proof.CachedDifferences < proof.Count) return RebuildOutcome.EntriesDiffer;
        await WriteAsync(session, proof);
        return RebuildOutcome.Rebuilt;
    }

    private static async Task WriteAsync(DbSession session, LedgerProof proof)
    {
        var balances = proof.Balances.ToDictionary(b => b.Key.Id, b => b.Value);
        foreach (var accountId in balances.Keys.Union(await session.QueryAsync<Guid>(BalanceAccountsSql)))
        {
            var row = new { accountId, amountE4 = balances.GetValueOrDefault(accountId) };
            if (await session.ExecuteAsync(SetBalanceSql, row) == 0) await session.ExecuteAsync(AddBalanceSql, row);
        }

        var days = proof.Days.ToDictionary(d => (d.Key.Account.Id, d.Key.Day.ToString()), d => d.Value);
        var cached = (await session.QueryAsync<DayRow>(DaysSql)).Select(d => (d.AccountId, d.BusinessDate));
        foreach (var (accountId, day) in days.Keys.Union(cached))
        {
            var row = new { accountId, day, amountE4 = days.GetValueOrDefault((accountId, day)) };
            if (await session.ExecuteAsync(SetDaySql, row) == 0) await session.ExecuteAsync(AddDaySql, row);
        }
    }

    private sealed class DayRow
    {
        public Guid AccountId { get; init; }

        public string BusinessDate { get; init; } = "";
    }
}
