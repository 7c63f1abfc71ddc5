using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Earnings;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>A migrated database with people, projects and faces, on which the ledger can be driven.</summary>
public sealed class LedgerWorld(TestDatabase test) : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);

    private const string InsertUserSql = """
        INSERT INTO app_user (id, user_name, normalized_user_name, display_name, pseudonym, security_stamp, concurrency_stamp, created_at)
        VALUES (@id, @name, @name, @name, @name, 'x', 'x', 0)
        """;

    private const string InsertProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, 'p', 'ibug-68', 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    private const string InsertPhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, 'a.jpg', @hash, 'o', 'w', 't', 'image/jpeg', 100, 100, 1, 100, 100, 0)
        """;

    private const string InsertTaskSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, state_changed_at, created_at)
        VALUES (@id, @project, @id, 1, @trace, 0, 0, 10, 10, 'inReview', 2, 0, 0)
        """;

    private const string InsertAssignmentSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        VALUES (@id, @id, @project, @annotator, 'submitted', 1, 0, @priceE4, 'CNY', @baseShareE4, 0)
        """;

    private const string InsertAnnotationSql = """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, submitted_at)
        VALUES (@id, @id, @id, @project, @annotator, 'pending', @landmarks, @activeMs, @now)
        """;

    private const string DecideSql =
        "UPDATE annotation SET state = @state, reason_code = @reason, decided_at = @now WHERE id = @id";

    private int named;

    public Database Database => test.Database;

    public LedgerStore Ledger { get; } = new(new WorkDayStore());

    public Guid Supervisor { get; private set; }

    public List<Guid> Annotators { get; } = [];

    public List<Guid> Projects { get; } = [];

    public static async Task<LedgerWorld> CreateAsync(TestDatabase test, int annotators = 2, int projects = 1)
    {
        var world = new LedgerWorld(test);
        world.Supervisor = await world.UserAsync();
        for (var i = 0; i < annotators; i++) world.Annotators.Add(await world.UserAsync());
        for (var i = 0; i < projects; i++) world.Projects.Add(await world.ProjectAsync());
        return world;
    }

    public ValueTask DisposeAsync() => test.DisposeAsync();

    public async Task<Guid> UserAsync()
    {
        var id = Guid.CreateVersion7(Start);
        await Database.WriteAsync(s => s.ExecuteAsync(InsertUserSql, new { id, name = $"person{++named}" }));
        return id;
    }

    /// <summary>A face of its own with one submitted, pending annotation of <paramref name="annotator"/>; nothing is posted yet.</summary>
    public async Task<AnnotationPosting> SubmittedAsync(Guid annotator, long priceE4 = 8000, int baseShareE4 = 4000, Guid? project = null) =>
        await Database.WriteAsync(s => SubmittedAsync(s, annotator, priceE4, baseShareE4, project ?? Projects[0], Start));

    public static async Task<AnnotationPosting> SubmittedAsync(
        DbSession session, Guid annotator, long priceE4, int baseShareE4, Guid project, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertPhotographSql, new { id, project, hash = id.ToString("N") });
        await session.ExecuteAsync(InsertTaskSql, new { id, project, trace = id.ToString("N") });
        await session.ExecuteAsync(InsertAssignmentSql, new { id, project, annotator, priceE4, baseShareE4 });
        await session.ExecuteAsync(InsertAnnotationSql, new { id, project, annotator, landmarks = Array.Empty<byte>(), activeMs = 60_000L, now });
        return new AnnotationPosting(id, id, project, annotator, new Money(priceE4, "CNY"), baseShareE4);
    }

    /// <summary>A submitted annotation with its accrual posted.</summary>
    public async Task<AnnotationPosting> AccruedAsync(Guid annotator, long priceE4 = 8000, int baseShareE4 = 4000)
    {
        var work = await SubmittedAsync(annotator, priceE4, baseShareE4);
        await Database.WriteAsync(s => Ledger.AccrueAsync(s, work, TimeSpan.FromMinutes(1), Start));
        return work;
    }

    /// <summary>What the settlement of a face writes beside its posting.</summary>
    public static Task DecideAsync(DbSession session, AnnotationPosting work, string state, RejectionReason? reason, DateTimeOffset now) =>
        session.ExecuteAsync(DecideSql, new { id = work.AnnotationId, state, reason = reason is { } r ? EnumText.Of(r) : null, now });

    public async Task<long> BalanceAsync(LedgerAccountKind kind, Guid owner) =>
        await Database.ScalarAsync<long?>("SELECT amount_e4 FROM ledger_balance WHERE account_id = @id", new { id = new LedgerAccount(kind, owner, "CNY").Id }) ?? 0;

    private async Task<Guid> ProjectAsync()
    {
        var id = Guid.CreateVersion7(Start);
        await Database.WriteAsync(s => s.ExecuteAsync(InsertProjectSql, new { id, owner = Supervisor }));
        return id;
    }
}
