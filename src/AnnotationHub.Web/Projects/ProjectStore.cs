using AnnotationHub.Storage;
using AnnotationHub.Web.Projects.Budgets;
using AnnotationHub.Web.Quality.Audits;

namespace AnnotationHub.Web.Projects;

/// <summary>What became of opening, pausing or closing a project.</summary>
public enum ProjectMove
{
    /// <summary>Done.</summary>
    Moved,

    /// <summary>It was so already.</summary>
    AlreadyThere,

    /// <summary>Not from the state that it is in: a closed project stays closed, a draft is not paused.</summary>
    NotFromHere,

    /// <summary>There is no such project.</summary>
    NotFound,

    /// <summary>Its price does not reach the wage floor, and no administrator has signed for it.</summary>
    BelowFloor,
}

/// <summary>Projects as rows, and the only place that changes a project's state.</summary>
public sealed class ProjectStore(Database database)
{
    private const string InsertSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum,
            target_error_percent, guideline, state, is_demonstration, created_at)
        VALUES (@id, @ownerId, @name, @schemeKey, @priceE4, @currency, @minimum, @maximum, @targetErrorPercent, @guideline, @state,
            @isDemonstration, @now)
        """;

    private const string InsertTallySql = "INSERT INTO project_tally (project_id) VALUES (@id)";

    /// <summary>Answers the new project's id; it is a draft.</summary>
    public Task<Guid> CreateAsync(NewProject project, Guid ownerId, DateTimeOffset now) =>
        database.WriteAsync(session => CreateAsync(session, project, ownerId, ProjectState.Draft, isDemonstration: false, now));

    /// <summary>In the caller's transaction.</summary>
    internal static async Task<Guid> CreateAsync(
        DbSession session, NewProject project, Guid ownerId, ProjectState state, bool isDemonstration, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertSql, new
        {
            id,
            ownerId,
            name = project.Name,
            schemeKey = project.SchemeKey,
            priceE4 = project.PricePerFace.TenThousandths,
            currency = project.PricePerFace.Currency,
            minimum = project.RedundancyMinimum,
            maximum = project.RedundancyMaximum,
            targetErrorPercent = project.TargetErrorPercent,
            guideline = project.Guideline,
            state = EnumText.Of(state),
            isDemonstration,
            now,
        });
        await session.ExecuteAsync(InsertTallySql, new { id });
        await ProjectBudget.SetAsync(session, id, project.BudgetE4);
        await KindTargets.AddAsync(session, id, project.KindTargets);
        await AuditPlanStore.SetAsync(session, id, AuditWish.Default);
        return id;
    }

    private const string FindSql = """
        SELECT p.*, u.display_name AS owner_name, t.photographs, t.faces, t.waiting, t.in_progress, t.in_review, t.accepted, t.rejected
        FROM project p
        JOIN app_user u ON u.id = p.owner_id
        LEFT JOIN project_tally t ON t.project_id = p.id
        WHERE p.id = @id
        """;

    public Task<Project?> FindAsync(Guid id, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var project = await session.FirstOrDefaultAsync<Project>(FindSql, new { id });
            if (project is not null) project.KindTargets = await KindTargets.OfAsync(session, id);
            return project;
        },
        cancellation);

    private const string ListOfOwnerSql = """
        SELECT p.*, u.display_name AS owner_name, t.photographs, t.faces, t.waiting, t.in_progress, t.in_review, t.accepted, t.rejected
        FROM project p
        JOIN app_user u ON u.id = p.owner_id
        LEFT JOIN project_tally t ON t.project_id = p.id
        WHERE p.owner_id = @ownerId AND p.id < @before
        ORDER BY p.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string ListAllSql = """
        SELECT p.*, u.display_name AS owner_name, t.photographs, t.faces, t.waiting, t.in_progress, t.in_review, t.accepted, t.rejected
        FROM project p
        JOIN app_user u ON u.id = p.owner_id
        LEFT JOIN project_tally t ON t.project_id = p.id
        WHERE p.id < @before
        ORDER BY p.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Newest first.</summary>
    /// <param name="ownerId">Null for those of all clients.</param>
    /// <param name="after">The last project of the page before, or null for the first page.</param>
    public Task<IReadOnlyList<Project>> ListAsync(Guid? ownerId, Guid? after, int limit, CancellationToken cancellation = default)
    {
        var before = after ?? Guid.AllBitsSet;
        return database.ReadAsync(
            async session =>
            {
                var page = ownerId is { } owner
                    ? await session.QueryAsync<Project>(ListOfOwnerSql, new { ownerId = owner, before, limit })
                    : await session.QueryAsync<Project>(ListAllSql, new { before, limit });
                foreach (var project in page) project.KindTargets = await KindTargets.OfAsync(session, project.Id);
                return page;
            },
            cancellation);
    }

    private const string OpenSql = "UPDATE project SET state = 'open' WHERE id = @id AND (state = 'draft' OR state = 'paused')";
    private const string SignedSql = "SELECT COUNT(*) FROM price_signature WHERE project_id = @id";
    private const string PauseSql = "UPDATE project SET state = 'paused' WHERE id = @id AND state = 'open'";
    private const string CloseSql = "UPDATE project SET state = 'closed' WHERE id = @id AND (state = 'draft' OR state = 'open' OR state = 'paused')";
    private const string StateSql = "SELECT state FROM project WHERE id = @id";

    /// <param name="target">Open (from draft or paused), paused (from open) or closed (from any other).</param>
    /// <param name="needsSignature">The price is below the wage floor: it opens only with an administrator's signature.</param>
    public Task<ProjectMove> MoveAsync(Guid id, ProjectState target, bool needsSignature = false, CancellationToken cancellation = default)
    {
        var sql = target switch
        {
            ProjectState.Open => OpenSql,
            ProjectState.Paused => PauseSql,
            ProjectState.Closed => CloseSql,
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "A project does not become a draft again."),
        };
        return database.WriteAsync(
            async session =>
            {
                if (needsSignature && await session.ScalarAsync<long>(SignedSql, new { id }) == 0) return ProjectMove.BelowFloor;
                if (await session.ExecuteAsync(sql, new { id }) > 0) return ProjectMove.Moved;
                var state = await session.ScalarAsync<string>(StateSql, new { id });
                if (state is null) return ProjectMove.NotFound;
                return state == EnumText.Of(target) ? ProjectMove.AlreadyThere : ProjectMove.NotFromHere;
            },
            cancellation);
    }

    // The account pays: its balance is the negated cost, with what was taken back again.
    private const string SpentSql = """
        SELECT b.amount_e4 FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
        WHERE a.kind = 'projectCost' AND a.owner_id = @id AND a.currency = @currency
        """;

    /// <summary>What labelling has cost so far, in 1/10 000 of the project's currency.</summary>
    public async Task<long> SpentAsync(Project project, CancellationToken cancellation = default) =>
        -await database.ScalarAsync<long>(SpentSql, new { id = project.Id, currency = project.Currency }, cancellation);
}
