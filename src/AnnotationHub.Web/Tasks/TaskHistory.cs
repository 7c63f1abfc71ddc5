using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>What can happen to a face after it came in; leases are the assignments' own rows.</summary>
public enum TaskEventKind
{
    /// <summary>An annotation came in. Detail: its id.</summary>
    Submitted,

    /// <summary>A returned annotation came in again. Detail: its id.</summary>
    Repaired,

    /// <summary>One more label of the whole face is wanted. Detail: how many in all.</summary>
    MoreWanted,

    /// <summary>One more label of the disputed landmarks alone is wanted. Detail: how many in all, a colon, the landmarks.</summary>
    DisputeAsked,

    /// <summary>It went to a supervisor. Detail: why.</summary>
    SentToReview,

    /// <summary>It is finished. Detail: where the landmarks come from.</summary>
    Accepted,

    /// <summary>An annotation was accepted. Detail: its id.</summary>
    AnnotationAccepted,

    /// <summary>An annotation went back for repair. Detail: its id.</summary>
    Returned,

    /// <summary>An annotation was rejected by a supervisor. Detail: its id.</summary>
    AnnotationRejected,

    /// <summary>A supervisor decided. Detail: the decision.</summary>
    Adjudicated,

    /// <summary>Work came after its lease had run out and was not needed any more. Detail: the assignment's id.</summary>
    LateWork,

    /// <summary>A known face turned out wrong: whoever it failed was made good. Detail: how many.</summary>
    KnownFaceWithdrawn,
}

/// <summary>A face's history: who did what to it, when. Written in the transaction of what it tells.</summary>
public static class TaskHistory
{
    private const string InsertSql =
        """
        INSERT INTO task_event (id, task_id, kind, actor_id, detail, occurred_at)
        VALUES (@id, @taskId, @kind, @actorId, @detail, @now)
        """;

    /// <param name="session">The unit in which it happens.</param>
    /// <param name="taskId">The face.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="actorId">Who did it; null where the program's own rules did.</param>
    /// <param name="detail">See <see cref="TaskEventKind"/>; for programs and supervisors, not localised.</param>
    /// <param name="now">When.</param>
    public static Task AddAsync(DbSession session, Guid taskId, TaskEventKind kind, Guid? actorId, string? detail, DateTimeOffset now) =>
        session.ExecuteAsync(InsertSql, new { id = Guid.CreateVersion7(now), taskId, kind = EnumText.Of(kind), actorId, detail, now });
}
