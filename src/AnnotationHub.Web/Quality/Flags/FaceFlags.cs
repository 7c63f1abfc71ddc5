using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>What flags rest on when a known face turns out to have been wrong. Takes part in the caller's unit.</summary>
internal static class FaceFlags
{
    // How somebody went about a face (copied, untouched, too fast) does not hang on its truth.
    private const string OfTheHand = "kind IN ('doesNotFollowTheFace', 'farTooInexact', 'manyGrossErrors', 'biased', 'noisy', 'drift')";

    private const string CloseSql = $"""
        UPDATE quality_flag SET state = 'dismissed', decided_by = @supervisor, decided_at = @now, note = @note
        WHERE annotator_id = @annotatorId AND state = 'open' AND {OfTheHand}
          AND EXISTS (SELECT 1 FROM quality_flag_face e WHERE e.flag_id = quality_flag.id AND e.task_id = @taskId)
          AND NOT EXISTS (SELECT 1 FROM quality_flag_face e WHERE e.flag_id = quality_flag.id AND e.task_id <> @taskId)
        """;

    private const string ForgetSql = $"""
        DELETE FROM quality_flag_face
        WHERE task_id = @taskId AND flag_id IN (SELECT id FROM quality_flag WHERE annotator_id = @annotatorId AND state = 'open' AND {OfTheHand})
        """;

    private const string Note = "已知人脸的答案有误。 The known face was wrong.";

    /// <summary>Flags that showed on this face alone are closed with it; the others rest on their other faces.</summary>
    /// <param name="supervisor">Who withdrew the face, and so closed them; null where the rule did.</param>
    public static async Task WithoutAsync(DbSession session, Guid annotatorId, Guid taskId, Guid? supervisor, DateTimeOffset now)
    {
        await session.ExecuteAsync(CloseSql, new { annotatorId, taskId, supervisor, note = Note, now });
        await session.ExecuteAsync(ForgetSql, new { annotatorId, taskId });
    }
}
