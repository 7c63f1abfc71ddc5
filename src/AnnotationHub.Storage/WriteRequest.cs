namespace AnnotationHub.Storage;

/// <summary>One unit on its way through the writer. It completes after the commit, never before.</summary>
internal abstract class WriteRequest
{
    /// <summary>Whether what the unit wrote is to stay.</summary>
    public abstract bool Run(DbSession session);

    public abstract void Complete();

    public abstract void Fail(Exception failure);
}

internal sealed class WriteRequest<TOutcome>(Func<DbSession, Task<TOutcome>> unit) : WriteRequest
{
    // The writer's thread must not run callers' code.
    private readonly TaskCompletionSource<TOutcome> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TOutcome? outcome;
    private Exception? failure;
    private IReadOnlyList<Action> afterCommit = [];

    public Task<TOutcome> Outcome => completion.Task;

    public override bool Run(DbSession session)
    {
        try
        {
            // SQLite answers synchronously, and a unit awaits nothing but its session: this never blocks.
            outcome = unit(session).GetAwaiter().GetResult();
            if (session.IsTakenBack) return false;
            afterCommit = session.AfterCommitActions;
            return true;
        }
#pragma warning disable CA1031 // Whatever the unit threw belongs to its caller, not to the writer's thread.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
            return false;
        }
    }

    public override void Complete()
    {
        if (failure is not null)
        {
            completion.SetException(failure);
            return;
        }

        foreach (var action in afterCommit) ThreadPool.UnsafeQueueUserWorkItem(static run => ((Action)run!)(), action);
        completion.SetResult(outcome!);
    }

    public override void Fail(Exception failure) => completion.TrySetException(this.failure ?? failure);
}
