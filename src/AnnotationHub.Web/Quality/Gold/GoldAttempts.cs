using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Gold;

/// <summary>First submissions of known faces, as they came in. Takes part in the caller's unit.</summary>
internal static class GoldAttempts
{
    private const string InsertSql =
        """
        INSERT INTO gold_attempt (annotation_id, task_id, annotator_id, scheme_key, landmarks, submitted_at)
        VALUES (@id, @taskId, @annotatorId, @schemeKey, @landmarks, @now)
        """;

    public static Task AddAsync(DbSession session, StandingAnnotation annotation, string schemeKey, DateTimeOffset now) => session.ExecuteAsync(
        InsertSql,
        new { id = annotation.Id, taskId = annotation.TaskId, annotatorId = annotation.AnnotatorId, schemeKey, landmarks = annotation.Landmarks, now });

    private const string LatestSql =
        """
        SELECT annotation_id, annotator_id, landmarks FROM gold_attempt WHERE task_id = @taskId
        ORDER BY annotation_id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<(Guid AnnotationId, Guid AnnotatorId, PlacedLandmark[] Landmarks)>> LatestAsync(DbSession session, Guid taskId, int limit) =>
        [.. (await session.QueryAsync<Row>(LatestSql, new { taskId, limit })).Select(r => (r.AnnotationId, r.AnnotatorId, PackedLandmarks.Unpack(r.Landmarks)))];

    private sealed class Row
    {
        public Guid AnnotationId { get; init; }

        public Guid AnnotatorId { get; init; }

        public byte[] Landmarks { get; init; } = [];
    }
}
