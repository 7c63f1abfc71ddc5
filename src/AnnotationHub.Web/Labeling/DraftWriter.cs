using System.Collections.Concurrent;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// Makes placements durable. On SQLite whatever batches wait are taken into their drafts by one unit of the writer, so that a
/// crowd shares one transaction's price; on SQL Server each batch is a transaction of its own. A batch is answered after its
/// commit, never before.
/// </summary>
public sealed class DraftWriter(Database database, IOptions<HandOutOptions> handOut)
{
    private readonly PlaceUnit unit = new(handOut.Value);
    private readonly ConcurrentQueue<WaitingBatch> waiting = [];
    private int isDrainUnderWay;

    /// <param name="annotatorId">Who places; another annotator's assignment is not found.</param>
    /// <param name="request">The batch as it came.</param>
    /// <param name="now">When it came.</param>
    public Task<PlaceAnswer> PlaceAsync(Guid annotatorId, PlaceRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var batch = new PlacementBatch(
            annotatorId, request.AssignmentId, request.Epoch, request.FirstSequence, request.Placements.AsMemory(), now);
        if (database.Dialect.Provider != DatabaseProvider.Sqlite)
            return database.WriteAsync(session => unit.RunAsync(session, batch).AsTask());

        var work = new WaitingBatch(batch);
        waiting.Enqueue(work);
        if (Interlocked.Exchange(ref isDrainUnderWay, 1) == 0) _ = DrainAsync();
        return work.Answer;
    }

    private async Task DrainAsync()
    {
        var taken = new List<WaitingBatch>();
        try
        {
            await database.WriteAsync(session => TakeAsync(session, taken));
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to those who wait for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // A unit that never ran (a full disk, the program stopping) has taken nobody: its callers must not wait for ever.
            Volatile.Write(ref isDrainUnderWay, 0);
            while (waiting.TryDequeue(out var work)) taken.Add(work);
            foreach (var work in taken) work.Fail(failure);
            return;
        }

        foreach (var work in taken) work.Complete();
    }

    private async Task TakeAsync(DbSession session, List<WaitingBatch> taken)
    {
        // From here on a newcomer starts the next drain: it may find its batch taken by this one, and then does nothing.
        Volatile.Write(ref isDrainUnderWay, 0);
        while (waiting.TryDequeue(out var work))
        {
            taken.Add(work);
            work.Result = await unit.RunAsync(session, work.Batch);
        }
    }

    private sealed class WaitingBatch(PlacementBatch batch)
    {
        private readonly TaskCompletionSource<PlaceAnswer> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PlacementBatch Batch { get; } = batch;

        /// <summary>Known when the unit has run; told only after its commit.</summary>
        public PlaceAnswer Result { get; set; }

        public Task<PlaceAnswer> Answer => completion.Task;

        public void Complete() => completion.SetResult(Result);

        public void Fail(Exception failure) => completion.TrySetException(failure);
    }
}
