namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>What a claim, a placement, a submission and a return cost does not depend on how many faces there are.</summary>
public sealed class HandOutCostTests
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

    [Fact]
    public async Task Steps_OfAFaceFromClaimToSubmission_AreTheSameWithAThousandFacesAndAHundredThousand()
    {
        var (few, many) = (await StepsAsync(1_000), await StepsAsync(100_000));
        Assert.Equal(few, many);
        Assert.All(few, steps => Assert.InRange(steps, 1, 20_000));
    }

    /// <summary>For the third of three claims: claim, place, submit, resume, skip.</summary>
    private static async Task<IReadOnlyList<long>> StepsAsync(int faces)
    {
        await using var host = await new LabelingHost(("HandOut:GoldShare", "0")).StartAsync();
        await using var annotator = await host.ConnectAsync("mei");
        await using var earlier = await host.ConnectAsync("lan");
        await FillAsync(host, faces, [annotator.AnnotatorId, earlier.AnnotatorId]);
        using var steps = await StatementSteps.OfWriterAsync(host.Database);
        var counts = new List<long>();
        for (var round = 1; round <= 3; round++)
        {
            counts.Clear();
            var offer = await CountAsync(() => annotator.ClaimOneAsync());
            await CountAsync(() => annotator.PlaceAllAsync(offer));
            Assert.Equal("pending", (await CountAsync(() => annotator.SubmitAsync(offer, 68))).GetProperty("status").GetString());
            var next = await annotator.ClaimOneAsync();
            await CountAsync(() => annotator.ResumeAsync());
            await CountAsync(async () =>
            {
                await annotator.SkipAsync(next.AssignmentId);
                return 0;
            });
        }

        return [.. counts];

        async Task<T> CountAsync<T>(Func<Task<T>> call)
        {
            steps.Restart();
            var answer = await call();
            counts.Add(steps.Total);
            return answer;
        }
    }

    private static Task FillAsync(LabelingHost host, int faces, Guid[] earlier) => host.Database.WriteAsync(async session =>
    {
        var size = new { project = host.Project, faces };
        foreach (var sql in (string[])[PhotographsSql, TasksSql, QueueSql, TailSql, TallySql]) await session.ExecuteAsync(sql, size);
        for (var i = 0; i < earlier.Length; i++)
            await session.ExecuteAsync(AssignmentsSql, new { project = host.Project, faces, annotator = earlier[i], mark = i == 0 ? "a" : "b" });
    });
}
