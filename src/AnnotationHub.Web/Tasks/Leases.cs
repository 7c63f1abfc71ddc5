using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Projects.Budgets;

namespace AnnotationHub.Web.Tasks;

/// <summary>An assignment as the end of its lease concerns others.</summary>
internal sealed class LeasedTask
{
    public Guid Id { get; init; }

    public Guid TaskId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid AnnotatorId { get; init; }

    public string State { get; init; } = "";

    public DateTimeOffset LeaseExpiresAt { get; init; }

    public string TaskState { get; init; } = "";

    public bool IsGold { get; init; }

    /// <summary>The state of its annotation where it has one: then the lease is for a repair.</summary>
    public string? AnnotationState { get; init; }

    /// <summary>The landmarks that it asks for, packed; null for the whole face.</summary>
    public byte[]? Asked { get; init; }

    public bool IsRepair => AnnotationState is not null;
}

/// <summary>What the end and the revival of a lease do to the face and the queue. Each takes part in the caller's unit.</summary>
internal static class Leases
{
    private const string FindSql =
        """
        SELECT a.id, a.task_id, a.project_id, a.annotator_id, a.state, a.lease_expires_at, t.state AS task_state, t.is_gold, n.state AS annotation_state,
            d.landmarks AS asked
        FROM assignment a WITH (UPDLOCK, ROWLOCK)
        JOIN task t ON t.id = a.task_id
        LEFT JOIN annotation n ON n.assignment_id = a.id
        LEFT JOIN partial_assignment d ON d.assignment_id = a.id
        WHERE a.id = @id
        """;

    public static Task<LeasedTask?> FindAsync(DbSession session, Guid id) => session.FirstOrDefaultAsync<LeasedTask>(FindSql, new { id });

    /// <summary>
    /// After an assignment was skipped or expired: the face is counted back, and its slot goes to others where it is still
    /// needed. Nothing returns to the queue from a face that is settled or with a supervisor.
    /// </summary>
    public static async Task GiveBackAsync(DbSession session, LeasedTask lease, DateTimeOffset now)
    {
        await TaskStates.ReleasedAsync(session, lease.ProjectId, lease.TaskId, now);
        if (lease.IsRepair) return;
        await ProjectBudget.GiveBackLeaseAsync(session, lease.ProjectId, lease.Id);
        if (lease.IsGold) await TaskQueue.AddSlotAsync(session, lease.ProjectId, lease.TaskId, HandOutLane.Gold);
        else if (EnumText.Parse<TaskState>(lease.TaskState) == TaskState.InProgress)
            await TaskQueue.AddSlotAsync(session, lease.ProjectId, lease.TaskId, landmarks: lease.Asked);
    }

    /// <summary>The new end of a live or revived lease; null where the assignment is closed or its face is no longer needed.</summary>
    public static async Task<DateTimeOffset?> RenewAsync(DbSession session, LeasedTask lease, DateTimeOffset leaseExpiresAt, DateTimeOffset now)
    {
        switch (EnumText.Parse<AssignmentState>(lease.State))
        {
            case AssignmentState.Live:
                return await AssignmentStates.RenewAsync(session, lease.Id, leaseExpiresAt) ? leaseExpiresAt : lease.LeaseExpiresAt;
            case AssignmentState.Expired:
                return await ReviveAsync(session, lease.Id, lease.ProjectId, lease.TaskId, leaseExpiresAt, now) ? leaseExpiresAt : null;
            case AssignmentState.Submitted or AssignmentState.Skipped:
                return null;
        }

        return null;
    }

    /// <summary>
    /// Late work: an expired assignment becomes live again where its face still has an open slot for what it asks, and its project the
    /// money; otherwise false.
    /// </summary>
    public static async Task<bool> ReviveAsync(
        DbSession session, Guid id, Guid projectId, Guid taskId, DateTimeOffset leaseExpiresAt, DateTimeOffset now)
    {
        if (await PartialAssignments.IsTooNarrowAsync(session, id, taskId)) return false;
        if (!await ProjectBudget.TakeLeaseAsync(session, projectId, id)) return false;
        if (!await TaskQueue.TakeSlotAsync(session, taskId))
        {
            await ProjectBudget.GiveBackLeaseAsync(session, projectId, id);
            return false;
        }

        if (!await AssignmentStates.ReviveAsync(session, id, leaseExpiresAt)
            || !await TaskStates.LeasedAsync(session, projectId, taskId, now))
            throw new InvalidOperationException($"Assignment {id:D} is not expired, or its face is settled with a slot open.");
        return true;
    }
}
