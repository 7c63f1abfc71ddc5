using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>Assignments that ask for some of a face's landmarks: which, and what they are paid by. Takes part in the caller's unit.</summary>
internal static class PartialAssignments
{
    private const string InsertSql =
        """
        INSERT INTO partial_assignment (assignment_id, landmarks, whole_price_e4, rule_name)
        VALUES (@assignmentId, @landmarks, @wholePriceE4, @ruleName)
        """;

    /// <param name="landmarks">As <see cref="AskedLandmarks"/> packs them.</param>
    /// <param name="wholePriceE4">Of the whole face at the claim.</param>
    public static Task AddAsync(DbSession session, Guid assignmentId, byte[] landmarks, long wholePriceE4) =>
        session.ExecuteAsync(InsertSql, new { assignmentId, landmarks, wholePriceE4, ruleName = PartialPrice.Rule });

    private const string TooNarrowSql =
        """
        SELECT COUNT(*) FROM task_queue q
        WHERE q.task_id = @taskId AND q.landmarks IS NULL AND EXISTS (SELECT 1 FROM partial_assignment p WHERE p.assignment_id = @assignmentId)
        """;

    /// <summary>Whether the face is now wanted as a whole, and the assignment asks for less.</summary>
    public static async Task<bool> IsTooNarrowAsync(DbSession session, Guid assignmentId, Guid taskId) =>
        await session.ScalarAsync<long>(TooNarrowSql, new { assignmentId, taskId }) > 0;
}
