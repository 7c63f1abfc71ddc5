using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Earnings.Appeals;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Earnings;

/// <summary>Twelve days of a project with six annotators, every money event in them, posted as the program posts them.</summary>
internal sealed class MoneyWorld(BrowserHost host, Guid project, DateTimeOffset now)
{
    private const string InsertPhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, 'a.jpg', @trace,
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'image/jpeg', 900, 700, 1, 900, 700, 0)
        """;

    private const string InsertTaskSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, annotation_count, state_changed_at, created_at)
        VALUES (@id, @project, @id, 1, @trace, 300, 200, 300, 340, 'accepted', 2, 1, 0, 0)
        """;

    private const string InsertAssignmentSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at, closed_at)
        VALUES (@id, @id, @project, @annotator, 'submitted', 1, 0, 8000, 'CNY', 4000, @at, @at)
        """;

    private const string InsertAnnotationSql = """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, reason_code, reason_text, submitted_at, decided_at)
        VALUES (@id, @id, @id, @project, @annotator, @state, @landmarks, @activeMs, @reason, @words, @at, @decidedAt)
        """;

    private const string MarkSql = "INSERT INTO annotation_mark (annotation_id, landmark, distance_percent) VALUES (@id, @landmark, @percent)";

    private static readonly FaceBox Box = new(300, 200, 300, 340);
    private int faces;

    private Database Database => host.Services.GetRequiredService<Database>();

    private LedgerStore Ledger => host.Services.GetRequiredService<LedgerStore>();

    /// <summary>Trace codes of the first annotator's faces that came back, are contested, and could be contested.</summary>
    public string Returned { get; private set; } = "";

    public string Contested { get; private set; } = "";

    public string Rejected { get; private set; } = "";

    public Task<Guid> IdAsync(string userName) => Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = @userName", new { userName });

    /// <summary>Days from the oldest to today; on the last one something of every state.</summary>
    public async Task FillAsync()
    {
        var supervisor = await IdAsync("supervisor1");
        for (var ago = 11; ago >= 0; ago--)
        {
            for (var person = 1; person <= 6; person++)
            {
                var annotator = await IdAsync($"annotator{person}");
                for (var k = 0; k < 3 + ((ago + person) % 3); k++) await FaceAsync(annotator, "accepted", null, supervisor, now.AddDays(-ago), 85 + (17 * person) + k);
            }
        }

        var first = await IdAsync("annotator1");
        await FaceAsync(first, "pending", null, supervisor, now, 95);
        Returned = await FaceAsync(first, "returned", RejectionReason.SidesSwapped, supervisor, now, 80);
        Contested = await FaceAsync(first, "rejected", RejectionReason.Misplaced, supervisor, now, 70);
        Rejected = await FaceAsync(first, "rejected", RejectionReason.NotAttempted, supervisor, now, 21);
        await Database.WriteAsync(s => host.Services.GetRequiredService<AppealStore>().FileAsync(s, first, Contested, "这张是侧脸，我按照片标的，请再看一次。", now));
        await Database.WriteAsync(async s =>
        {
            await Ledger.PostAsync(s, LedgerRules.Bonus("careful-month/1", first, "2026-10", new Money(126_000, "CNY")), now);
            // 3 % of 420.00 for 525 faces, all of them right at once.
            await s.ExecuteAsync("INSERT INTO bonus_grant VALUES (@first, 'careful-month/1', '2026-10', 'CNY', 525, 525, 525, 4200000, 0, 126000)", new { first });
        });
    }

    /// <summary>Answers the face's trace code.</summary>
    public Task<string> FaceAsync(Guid annotator, string state, RejectionReason? reason, Guid supervisor, DateTimeOffset at, int seconds) => Database.WriteAsync(async s =>
    {
        var id = Guid.CreateVersion7(at);
        var trace = $"LX-{++faces:00000}";
        var landmarks = PackedLandmarks.Pack([.. FaceShape.InBox(ShippedSchemes.Find("ibug-68")!, Box).Select(p => PlacedLandmark.At(p.X, p.Y))]);
        await s.ExecuteAsync(InsertPhotographSql, new { id, project, trace });
        await s.ExecuteAsync(InsertTaskSql, new { id, project, trace });
        await s.ExecuteAsync(InsertAssignmentSql, new { id, project, annotator, at });
        await s.ExecuteAsync(InsertAnnotationSql, new
        {
            id,
            project,
            annotator,
            state,
            landmarks,
            activeMs = seconds * 1000L,
            reason = reason is { } r ? EnumText.Of(r) : null,
            words = state == "rejected" ? "下巴和左脸颊的点都偏到头发上去了。" : null,
            at,
            decidedAt = state == "pending" ? (DateTimeOffset?)null : at,
        });
        if (reason is not null) foreach (var landmark in (int[])[3, 5, 8]) await s.ExecuteAsync(MarkSql, new { id, landmark, percent = 14.2 - landmark });
        var work = new AnnotationPosting(id, id, project, annotator, new Money(8000, "CNY"), 4000);
        await Ledger.AccrueAsync(s, work, TimeSpan.FromSeconds(seconds), at);
        if (state == "accepted") await Ledger.ResolveAcceptedAsync(s, work, null, at);
        if (state == "rejected") await Ledger.ResolveRejectedAsync(s, work, reason!.Value, supervisor, at);
        return trace;
    });

    public async Task AddAdministratorAsync(string userName, string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var user = AppUser.Create(userName, userName, [UserRoles.Admin], now);
        user.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<AppUser>>().HashPassword(user, password);
        await Database.WriteAsync(s => UserStore.InsertAsync(s, user));
    }

    public Task PlaceAsync() => Database.WriteAsync(async s =>
    {
        await s.ExecuteAsync("UPDATE app_user SET township = '三交镇', village = '孙家沟' WHERE user_name LIKE 'annotator%'");
        await s.ExecuteAsync("UPDATE app_user SET township = '碛口镇', village = '西湾' WHERE user_name LIKE 'trainee%'");
    });
}
