using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>
/// Raises flags: one open row about one thing, brought up to date each time that it is seen again. What a person has decided on is not
/// raised anew before so many further labels. Takes part in the caller's unit.
/// </summary>
internal static class FlagRows
{
    private const int MostFaces = 20;

    private const string SeenSql =
        """
        UPDATE quality_flag SET measured = @measured, limit_value = @limit, labels = @labels, severity = @severity, seen_at = @now
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey AND kind = @kind AND subject = @subject AND state = 'open'
        """;

    private const string InsertSql =
        """
        INSERT INTO quality_flag (id, annotator_id, scheme_key, kind, subject, severity, measured, limit_value, labels, state, raised_at, seen_at)
        SELECT @id, u.id, @schemeKey, @kind, @subject, @severity, @measured, @limit, @labels, 'open', @now, @now FROM app_user u
        WHERE u.id = @annotatorId AND NOT EXISTS (
            SELECT 1 FROM quality_flag f
            WHERE f.annotator_id = @annotatorId AND f.scheme_key = @schemeKey AND f.kind = @kind AND f.subject = @subject AND f.labels > @labels - @quietLabels)
        """;

    private const string FaceSql =
        """
        INSERT INTO quality_flag_face (flag_id, task_id, measured)
        SELECT f.id, @taskId, @measured FROM quality_flag f
        WHERE f.annotator_id = @annotatorId AND f.scheme_key = @schemeKey AND f.kind = @kind AND f.subject = @subject AND f.state = 'open'
          AND NOT EXISTS (SELECT 1 FROM quality_flag_face e WHERE e.flag_id = f.id AND e.task_id = @taskId)
          AND (SELECT COUNT(*) FROM quality_flag_face e WHERE e.flag_id = f.id) < @mostFaces
        """;

    /// <param name="taskId">The face on which it showed, where it is one.</param>
    /// <param name="quietLabels">Further labels before a decided flag is raised anew.</param>
    /// <returns>Whether it is new.</returns>
    public static async Task<bool> RaiseAsync(DbSession session, RaisedFlag flag, Guid? taskId, int quietLabels, DateTimeOffset now)
    {
        var row = new
        {
            id = Guid.CreateVersion7(now),
            annotatorId = flag.AnnotatorId,
            schemeKey = flag.SchemeKey,
            kind = EnumText.Of(flag.Kind),
            subject = flag.Subject,
            severity = EnumText.Of(flag.Urgency),
            measured = flag.Measured,
            limit = flag.Limit,
            labels = flag.Labels,
            quietLabels,
            taskId,
            mostFaces = MostFaces,
            now,
        };
        var isNew = await session.ExecuteAsync(SeenSql, row) == 0 && await session.ExecuteAsync(InsertSql, row) > 0;
        if (taskId is not null) await session.ExecuteAsync(FaceSql, row);
        return isNew;
    }
}
