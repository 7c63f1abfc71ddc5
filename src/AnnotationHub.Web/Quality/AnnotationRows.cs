using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>Writes what was submitted. Takes part in the caller's unit.</summary>
internal static class AnnotationRows
{
    private const string InsertSql =
        """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, submitted_at)
        VALUES (@annotationId, @assignmentId, @taskId, @projectId, @annotatorId, 'pending', @landmarks, @activeMs, @now)
        """;

    public static Task InsertAsync(DbSession session, SubmissionWork work, Guid annotationId, PlacedLandmark[] landmarks, DateTimeOffset now) =>
        session.ExecuteAsync(InsertSql, new
        {
            annotationId,
            assignmentId = work.AssignmentId,
            taskId = work.TaskId,
            projectId = work.ProjectId,
            annotatorId = work.AnnotatorId,
            landmarks = PackedLandmarks.Pack(landmarks),
            activeMs = work.ActiveMs ?? 0,
            now,
        });

    // The reason stays: it tells that this is a repair.
    private const string RepairSql =
        """
        UPDATE annotation SET state = 'pending', landmarks = @landmarks, active_ms = @activeMs, submitted_at = @now, decided_at = NULL
        WHERE id = @annotationId AND state = 'returned'
        """;

    public static Task RepairAsync(DbSession session, SubmissionWork work, Guid annotationId, PlacedLandmark[] landmarks, DateTimeOffset now) =>
        session.ExecuteAsync(RepairSql, new { annotationId, landmarks = PackedLandmarks.Pack(landmarks), activeMs = work.ActiveMs ?? 0, now });

    private const string ClearFindingsSql = "DELETE FROM annotation_finding WHERE annotation_id = @annotationId";

    private const string FindingSql = "INSERT INTO annotation_finding (annotation_id, finding_number, code, landmark) VALUES (@annotationId, @number, @code, @landmark)";

    /// <summary>The findings that the annotator acknowledged, in place of those of an earlier submission.</summary>
    public static async Task KeepFindingsAsync(DbSession session, Guid annotationId, IReadOnlyList<Finding> findings)
    {
        await session.ExecuteAsync(ClearFindingsSql, new { annotationId });
        for (var i = 0; i < findings.Count; i++)
            await session.ExecuteAsync(FindingSql, new { annotationId, number = i + 1, code = EnumText.Of(findings[i].Code), landmark = findings[i].Landmark });
    }
}
