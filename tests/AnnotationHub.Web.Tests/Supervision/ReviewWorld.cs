using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Earnings;

namespace AnnotationHub.Web.Tests.Supervision;

/// <summary>Faces that wait for a supervisor, as the settlement leaves them.</summary>
internal static class ReviewWorld
{
    public static readonly FaceBox Box = new(300, 200, 300, 340);

    private const string InsertPhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, 'a.jpg', @hash, 'o', 'w', 't', 'image/jpeg', 900, 700, 1, 900, 700, 0)
        """;

    private const string InsertTaskSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, annotation_count, state_changed_at, created_at)
        VALUES (@id, @project, @id, 1, @trace, 300, 200, 300, 340, 'inReview', @count, @count, 0, 0)
        """;

    private const string InsertAssignmentSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        VALUES (@id, @task, @project, @annotator, 'submitted', 1, 0, 8000, 'CNY', 4000, 0)
        """;

    private const string InsertAnnotationSql = """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, submitted_at)
        VALUES (@id, @id, @task, @project, @annotator, 'pending', @landmarks, 90000, @now)
        """;

    private const string InsertReviewSql =
        "INSERT INTO review_queue (task_id, project_id, kind, urgency, entered_at) VALUES (@task, @project, 'disagreement', @urgency, @now)";

    private const string TallySql = "INSERT INTO project_tally (project_id, faces, in_review) VALUES (@project, 50, 50)";

    /// <summary>So that faces can move between states.</summary>
    public static Task TallyAsync(EarningsHost host) => host.Database.WriteAsync(s => s.ExecuteAsync(TallySql, new { project = host.Project }));

    /// <summary>One face with an annotation of each annotator, the mean shape shifted by so many pixels; all accrued, none decided.</summary>
    public static Task<(string TraceCode, IReadOnlyList<Guid> Annotations)> FaceAsync(
        EarningsHost host, IReadOnlyList<Guid> annotators, IReadOnlyList<double> shiftsPx, int urgency = 20) => host.Database.WriteAsync<(string, IReadOnlyList<Guid>)>(async s =>
        {
            var now = DateTimeOffset.UtcNow;
            var task = Guid.CreateVersion7(now);
            var project = host.Project;
            await s.ExecuteAsync(InsertPhotographSql, new { id = task, project, hash = task.ToString("N") });
            await s.ExecuteAsync(InsertTaskSql, new { id = task, project, trace = task.ToString("N"), count = annotators.Count });
            var annotations = new List<Guid>();
            for (var i = 0; i < annotators.Count; i++) annotations.Add(await AnnotateAsync(s, host, task, annotators[i], shiftsPx[i], now));
            await s.ExecuteAsync(InsertReviewSql, new { task, project, urgency, now });
            return (task.ToString("N"), annotations);
        });

    public static PlacedLandmark[] Shape(double shiftPx) =>
        [.. FaceShape.InBox(ShippedSchemes.Find("ibug-68")!, Box).Select(p => PlacedLandmark.At(p.X + shiftPx, p.Y))];

    private static async Task<Guid> AnnotateAsync(DbSession session, EarningsHost host, Guid task, Guid annotator, double shiftPx, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertAssignmentSql, new { id, task, project = host.Project, annotator });
        await session.ExecuteAsync(InsertAnnotationSql, new { id, task, project = host.Project, annotator, landmarks = PackedLandmarks.Pack(Shape(shiftPx)), now });
        var work = new AnnotationPosting(id, task, host.Project, annotator, new Money(8000, "CNY"), 4000);
        await host.Ledger.AccrueAsync(session, work, TimeSpan.FromSeconds(90), now);
        return id;
    }
}
