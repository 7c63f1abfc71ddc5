using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>
/// A returned annotation makes its assignment live again, for its own annotator and for longer than a first lease. The face
/// itself may be finished meanwhile: the repair is then measured against what it came to.
/// </summary>
internal static class Repairs
{
    // Somebody's pay hangs on it, so before late work and audits, but behind faces that wait for a decision.
    private const int Urgency = 40;

    private const string QueueSql =
        """
        INSERT INTO review_queue (task_id, project_id, kind, urgency, entered_at)
        SELECT t.id, t.project_id, 'disagreement', @urgency, @now FROM task t
        WHERE t.id = @taskId AND NOT EXISTS (SELECT 1 FROM review_queue r WHERE r.task_id = t.id)
        """;

    /// <summary>The annotation counts as not submitted until it comes in again.</summary>
    public static async Task OpenAsync(
        DbSession session, Guid assignmentId, Guid projectId, Guid taskId, DateTimeOffset leaseExpiresAt, DateTimeOffset now)
    {
        if (!await AssignmentStates.ReopenAsync(session, assignmentId, leaseExpiresAt))
            throw new InvalidOperationException($"Assignment {assignmentId:D} is not submitted: nothing to return.");
        await TaskStates.AnnotationWithdrawnAsync(session, taskId);
        if (!await TaskStates.LeasedAsync(session, projectId, taskId, now))
            throw new InvalidOperationException($"The face of assignment {assignmentId:D} is neither in progress nor accepted.");
    }

    private const string StandsSql = "UPDATE annotation SET state = 'pending' WHERE assignment_id = @assignmentId AND state = 'returned'";

    /// <summary>
    /// The annotator does not repair it, or let the time pass. The annotation stands as it was sent, and a supervisor decides
    /// what it is worth.
    /// </summary>
    public static async Task GiveUpAsync(DbSession session, LeasedTask lease, DateTimeOffset now)
    {
        if (!await AssignmentStates.SubmitAsync(session, lease.Id, now)) return;
        await session.ExecuteAsync(StandsSql, new { assignmentId = lease.Id });
        await TaskStates.SubmittedAsync(session, lease.TaskId);
        // A face that a supervisor had sent back is not settled yet: it goes before the supervisors as a whole.
        await TaskStates.MoveAsync(session, lease.ProjectId, lease.TaskId, Domain.Tasks.TaskState.InProgress, Domain.Tasks.TaskState.InReview, now);
        await ReviewAsync(session, lease.TaskId, now);
    }

    /// <summary>Puts the face before the supervisors where it is not before them yet.</summary>
    public static Task ReviewAsync(DbSession session, Guid taskId, DateTimeOffset now) =>
        session.ExecuteAsync(QueueSql, new { taskId, urgency = Urgency, now });
}
