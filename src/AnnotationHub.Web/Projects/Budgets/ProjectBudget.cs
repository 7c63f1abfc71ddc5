using AnnotationHub.Storage;

namespace AnnotationHub.Web.Projects.Budgets;

/// <summary>
/// What a project's leases and submissions have taken of its budget. A face takes its whole price when it is leased and gives it
/// back only where the lease ends without a submission: what a rejection returns stays set aside, as an appeal may claim it. So
/// the project's cost can never pass its budget. Every method takes part in the caller's unit.
/// </summary>
public static class ProjectBudget
{
    private const string TakeSql =
        """
        UPDATE project_budget SET committed_e4 = committed_e4 + @priceE4
        WHERE project_id = @projectId AND (budget_e4 IS NULL OR committed_e4 + @priceE4 <= budget_e4)
        """;

    /// <summary>False where the price no longer fits: nothing was taken, and nothing may be handed out.</summary>
    public static async Task<bool> TakeAsync(DbSession session, Guid projectId, long priceE4)
    {
        if (await session.Prepared(TakeSql).Set("@projectId", projectId).Set("@priceE4", priceE4).ExecuteAsync() > 0) return true;
        if (!await OpenAsync(session, projectId)) return false;
        return await session.Prepared(TakeSql).Set("@projectId", projectId).Set("@priceE4", priceE4).ExecuteAsync() > 0;
    }

    private const string GiveBackSql = "UPDATE project_budget SET committed_e4 = committed_e4 - @priceE4 WHERE project_id = @projectId";

    /// <summary>Nothing came of what was taken.</summary>
    public static Task GiveBackAsync(DbSession session, Guid projectId, long priceE4) =>
        session.Prepared(GiveBackSql).Set("@projectId", projectId).Set("@priceE4", priceE4).ExecuteAsync();

    private const string PriceSql = "SELECT price_e4 FROM assignment WHERE id = @assignmentId";

    /// <summary>The same for a lease that ended without a submission, by its own frozen price.</summary>
    public static async Task GiveBackLeaseAsync(DbSession session, Guid projectId, Guid assignmentId) =>
        await GiveBackAsync(session, projectId, await session.ScalarAsync<long>(PriceSql, new { assignmentId }));

    /// <summary>The same for a lease that is revived: false where its price no longer fits.</summary>
    public static async Task<bool> TakeLeaseAsync(DbSession session, Guid projectId, Guid assignmentId) =>
        await TakeAsync(session, projectId, await session.ScalarAsync<long>(PriceSql, new { assignmentId }));

    private const string ExistsSql = "SELECT COUNT(*) FROM project_budget WITH (UPDLOCK, HOLDLOCK) WHERE project_id = @projectId";

    private const string OpenSql =
        """
        INSERT INTO project_budget (project_id, budget_e4, committed_e4)
        SELECT p.id, NULL, COALESCE((SELECT SUM(a.price_e4) FROM assignment a WHERE a.project_id = p.id AND (a.state = 'live' OR a.state = 'submitted')), 0)
        FROM project p WHERE p.id = @projectId
        """;

    /// <summary>Begins to count for a project that has no row yet, with what it has already; false where it has one.</summary>
    internal static async Task<bool> OpenAsync(DbSession session, Guid projectId) =>
        await session.ScalarAsync<long>(ExistsSql, new { projectId }) == 0 && await session.ExecuteAsync(OpenSql, new { projectId }) > 0;

    private const string SetSql =
        "UPDATE project_budget SET budget_e4 = @budgetE4 WHERE project_id = @projectId AND committed_e4 <= @budgetE4";

    private const string UnboundSql = "UPDATE project_budget SET budget_e4 = NULL WHERE project_id = @projectId";

    /// <summary>False where more than that is taken already.</summary>
    /// <param name="budgetE4">In 1/10 000 of the project's unit; null for no bound.</param>
    public static async Task<bool> SetAsync(DbSession session, Guid projectId, long? budgetE4)
    {
        await OpenAsync(session, projectId);
        return budgetE4 is { } bound
            ? await session.ExecuteAsync(SetSql, new { projectId, budgetE4 = bound }) > 0
            : await session.ExecuteAsync(UnboundSql, new { projectId }) > 0;
    }
}
