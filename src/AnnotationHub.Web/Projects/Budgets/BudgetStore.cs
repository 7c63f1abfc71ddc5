using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Projects.Budgets;

/// <summary>A project's money as its client sees it.</summary>
public sealed class BudgetStore(Database database)
{
    private const int PaceDays = 7;

    private const string BudgetSql = "SELECT budget_e4, committed_e4 FROM project_budget WHERE project_id = @id";

    private const string CommittedSql =
        "SELECT COALESCE(SUM(price_e4), 0) FROM assignment WHERE project_id = @id AND (state = 'live' OR state = 'submitted')";

    private const string SpentSql =
        """
        SELECT b.amount_e4 FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
        WHERE a.kind = 'projectCost' AND a.owner_id = @id AND a.currency = @currency
        """;

    // A forecast may be of the newest faces of each kind; how many there are is counted in the tally.
    private const int Sample = 100;

    private const string TallySql = "SELECT waiting, in_progress FROM project_tally WHERE project_id = @id";

    private const string OpenLabelsSql =
        """
        SELECT AVG(CASE WHEN s.wanted > s.taken THEN 1.0 * (s.wanted - s.taken) ELSE 0 END) FROM (
            SELECT wanted, annotation_count + live_count AS taken FROM task
            WHERE project_id = @id AND state = @state
            ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) s
        """;

    private const string LabelsPerFaceSql =
        """
        SELECT AVG(1.0 * s.annotation_count) FROM (
            SELECT annotation_count, is_gold FROM task
            WHERE project_id = @id AND state = 'accepted'
            ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY) s
        WHERE s.is_gold = 0 AND s.annotation_count > 0
        """;

    private const string PaceSql =
        """
        SELECT COALESCE(SUM(d.amount_e4), 0) FROM ledger_day d JOIN ledger_account a ON a.id = d.account_id
        WHERE a.kind = 'projectCost' AND a.owner_id = @id AND a.currency = @currency AND d.business_date > @since
        """;

    private const string ToppedUpSql =
        """
        SELECT COALESCE(SUM(amount_e4), 0) AS amount_e4, COALESCE(SUM(earned_e4), 0) AS earned_e4, COALESCE(SUM(counted_ms), 0) AS counted_ms
        FROM wage_top_up WHERE project_id = @id AND business_date > @since
        """;

    /// <summary>Budget, spend and forecast now.</summary>
    public Task<ProjectMoney> FindAsync(Project project, DateTimeOffset now, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var today = BusinessDay.At(now);
            var (id, currency) = (project.Id, project.Currency);
            var row = await session.FirstOrDefaultAsync<BudgetRow>(BudgetSql, new { id })
                ?? new BudgetRow { CommittedE4 = await session.ScalarAsync<long>(CommittedSql, new { id }) };
            var pace = -await session.ScalarAsync<long>(PaceSql, new { id, currency, since = today.Plus(-PaceDays).ToString() }) / PaceDays;
            var forecast = new BudgetForecast(
                project.PriceE4, row.BudgetE4, row.CommittedE4, await OpenLabelsAsync(session, id),
                await session.ScalarAsync<double?>(LabelsPerFaceSql, new { id, limit = Sample }), project.RedundancyMinimum, pace);
            var toppedUp = await session.FirstOrDefaultAsync<ToppedUpSum>(ToppedUpSql, new { id, since = today.Plus(-30).ToString() });
            return new ProjectMoney(project, -await session.ScalarAsync<long>(SpentSql, new { id, currency }), forecast, today, toppedUp ?? new ToppedUpSum());
        },
        cancellation);

    /// <summary>False where more than that is taken already.</summary>
    /// <param name="budgetE4">Null for no bound.</param>
    public Task<bool> SetAsync(Guid project, long? budgetE4, CancellationToken cancellation = default) =>
        database.WriteAsync(session => ProjectBudget.SetAsync(session, project, budgetE4), cancellation);

    private static async Task<long> OpenLabelsAsync(DbSession session, Guid id)
    {
        var tally = await session.FirstOrDefaultAsync<TallyRow>(TallySql, new { id }) ?? new TallyRow();
        var labels = 0.0;
        foreach (var (state, faces) in ((string, int)[])[("waiting", tally.Waiting), ("inProgress", tally.InProgress)])
            labels += faces * (await session.ScalarAsync<double?>(OpenLabelsSql, new { id, state, limit = Sample }) ?? 0);
        return (long)Math.Round(labels);
    }

    private sealed class TallyRow
    {
        public int Waiting { get; init; }

        public int InProgress { get; init; }
    }

    private sealed class BudgetRow
    {
        public long? BudgetE4 { get; init; }

        public long CommittedE4 { get; init; }
    }
}

/// <param name="SpentE4">By the ledger, with what rejections gave back taken off.</param>
public sealed record ProjectMoney(Project Project, long SpentE4, BudgetForecast Forecast, BusinessDay Today, ToppedUpSum ToppedUp)
{
    /// <summary>What an hour came to at this price where it was topped up; null where it never was.</summary>
    public Money? ToppedUpHourly => ToppedUp.AmountE4 == 0
        ? null
        : EffectiveWage.PerHour(new Money(ToppedUp.EarnedE4, Project.Currency), TimeSpan.FromMilliseconds(ToppedUp.CountedMs));
}

/// <summary>What the house added to this project's wages in the last 30 days, because its price did not reach the floor.</summary>
public sealed class ToppedUpSum
{
    public long AmountE4 { get; init; }

    public long EarnedE4 { get; init; }

    public long CountedMs { get; init; }
}
