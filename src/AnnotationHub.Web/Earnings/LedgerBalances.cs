using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>The cached sums beside the entries: written in the posting's transaction, proved anew by verify.</summary>
internal static class LedgerBalances
{
    private const string MoveSql =
        "UPDATE ledger_balance SET amount_e4 = amount_e4 + @amountE4 WHERE account_id = @accountId AND amount_e4 + @amountE4 >= @minimumE4";

    private const string ExistsSql = "SELECT COUNT(*) FROM ledger_balance WHERE account_id = @accountId";

    private const string OpenAccountSql = "INSERT INTO ledger_account (id, kind, owner_id, currency) VALUES (@accountId, @kind, @owner, @currency)";

    private const string OpenBalanceSql = "INSERT INTO ledger_balance (account_id, amount_e4) VALUES (@accountId, @amountE4)";

    private const string MoveDaySql =
        "UPDATE ledger_day SET amount_e4 = amount_e4 + @amountE4 WHERE account_id = @accountId AND business_date = @day";

    private const string OpenDaySql = "INSERT INTO ledger_day (account_id, business_date, amount_e4) VALUES (@accountId, @day, @amountE4)";

    /// <summary>Under the ledger's lock. Opens the account at its first entry.</summary>
    /// <exception cref="BalanceBelowNoughtException">The balance would fall below what its kind allows.</exception>
    public static async Task AddAsync(DbSession session, LedgerEntry entry, BusinessDay day, string key)
    {
        var (account, amountE4) = entry;
        var id = account.Id;
        var moved = await session.Prepared(MoveSql).Set("@accountId", id).Set("@amountE4", amountE4).Set("@minimumE4", account.MinimumE4).ExecuteAsync();
        if (moved == 0) await OpenAsync(session, entry, key);

        var date = day.ToString();
        var movedDay = await session.Prepared(MoveDaySql).Set("@accountId", id).Set("@day", date).Set("@amountE4", amountE4).ExecuteAsync();
        if (movedDay == 0) await session.Prepared(OpenDaySql).Set("@accountId", id).Set("@day", date).Set("@amountE4", amountE4).ExecuteAsync();
    }

    private static async Task OpenAsync(DbSession session, LedgerEntry entry, string key)
    {
        var (account, amountE4) = entry;
        var exists = await session.ScalarAsync<long>(ExistsSql, new { accountId = account.Id }) > 0;
        if (exists || amountE4 < account.MinimumE4)
            throw new BalanceBelowNoughtException($"{key} would make {account.Kind} of {account.Owner:D} negative: {amountE4} ten-thousandths are not there.");

        await session.ExecuteAsync(OpenAccountSql, new
        {
            accountId = account.Id,
            kind = EnumText.Of(account.Kind),
            owner = account.Owner,
            currency = account.Currency,
        });
        await session.ExecuteAsync(OpenBalanceSql, new { accountId = account.Id, amountE4 });
    }
}
