using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A project with as many faces as are asked for, half of them finished by two annotators: what a claim has to look through.</summary>
internal static class FilledProject
{
    private const string PhotographsSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @faces)
        SELECT CAST(printf('%016d', i) AS BLOB), @project, 'a.jpg', printf('%064d', i), 'o', 'w', 't', 'image/jpeg', 900, 700, 1, 900, 700, 0 FROM n
        """;

    // The first half is finished, by two annotators of earlier; the other half waits.
    private const string TasksSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, annotation_count, state_changed_at, created_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @faces)
        SELECT CAST(printf('%016d', i) AS BLOB), @project, CAST(printf('%016d', i) AS BLOB), 1, printf('T%09d', i), 300, 200, 300, 340,
            CASE WHEN i <= @faces / 2 THEN 'accepted' ELSE 'waiting' END, 2, CASE WHEN i <= @faces / 2 THEN 2 ELSE 0 END, 0, 0 FROM n
        """;

    private const string AssignmentsSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @faces / 2)
        SELECT CAST(printf('%s%015d', @mark, i) AS BLOB), CAST(printf('%016d', i) AS BLOB), @project, @annotator, 'submitted', 1, 0, 8000, 'CNY', 4000, 0 FROM n
        """;

    private const string QueueSql = """
        INSERT INTO task_queue (project_id, lane, position, task_id, remaining)
        WITH RECURSIVE n(i) AS (SELECT @faces / 2 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < @faces)
        SELECT @project, 11, i, CAST(printf('%016d', i) AS BLOB), 2 FROM n
        """;

    private const string TailSql = "INSERT INTO task_queue_tail (project_id, lane, last_position) VALUES (@project, 11, @faces)";

    private const string TallySql =
        "INSERT INTO project_tally (project_id, photographs, faces, waiting, accepted) VALUES (@project, @faces, @faces, @faces - @faces / 2, @faces / 2)";

    /// <param name="session">Of a SQLite database: the rows are made by its recursion.</param>
    /// <param name="project">Without faces so far.</param>
    /// <param name="faces">Each on a photograph of its own.</param>
    /// <param name="earlier">The two annotators who labelled the first half.</param>
    public static async Task FillAsync(DbSession session, Guid project, int faces, params Guid[] earlier)
    {
        var size = new { project, faces };
        foreach (var sql in (string[])[PhotographsSql, TasksSql, QueueSql, TailSql, TallySql]) await session.ExecuteAsync(sql, size);
        for (var i = 0; i < earlier.Length; i++) await session.ExecuteAsync(AssignmentsSql, new { project, faces, annotator = earlier[i], mark = i == 0 ? "a" : "b" });
    }
}
