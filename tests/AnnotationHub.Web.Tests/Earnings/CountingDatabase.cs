using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Another database, with its reads counted: what does not grow with the people is one read however many they are.</summary>
internal sealed class CountingDatabase(Database inner) : Database(inner.Dialect)
{
    private int reads;

    public int Reads => reads;

    public override WriteTally Tally => inner.Tally;

    public override Task<TOutcome> WriteAsync<TOutcome>(Func<DbSession, Task<TOutcome>> unit, CancellationToken cancellation = default) => inner.WriteAsync(unit, cancellation);

    public override Task<TResult> ReadAsync<TResult>(Func<DbSession, Task<TResult>> query, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref reads);
        return inner.ReadAsync(query, cancellation);
    }

    // The other one is its owner's.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
