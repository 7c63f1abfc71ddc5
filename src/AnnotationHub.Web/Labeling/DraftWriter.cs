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
public sealed class DraftWriter(Database database, IOptions<HandOutOptions> handOut, IOptions<LabelingOptions> labeling)
{
    private const int AnsweredTogether = 16;
    private readonly PlaceUnit unit = new(handOut.Value);
    private readonly ConcurrentQueue<WaitingBatch> waiting = [];
    private readonly int crowd = labeling.Value.JournalFrom;
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
            return database.WriteAsync(session => unit.RunAsync(session, batch, crowd: null).AsTask());

        var work = new WaitingBatch(batch);
        waiting.Enqueue(work);
        if (Interlocked.Exchange(ref isDrainUnderWay, 1) == 0) _ = DrainAsync();
        return work.Task;
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
            // A unit that never ran (a full disk, the program stopping) has taken nobody; one that broke off has left some. Nobody waits for ever.
            var hasRun = taken.Count > 0;
            if (!hasRun) Volatile.Write(ref isDrainUnderWay, 0);
            while (waiting.TryDequeue(out var work)) taken.Add(work);
            if (hasRun && taken.Count > 1) await TakeSinglyAsync(taken);
            else foreach (var work in taken) work.Fail(failure);
            return;
        }

        Answer(taken);
    }

    // One damaged draft is its own annotator's trouble: whoever shared the unit with it has a unit of their own.
    private async Task TakeSinglyAsync(List<WaitingBatch> taken)
    {
        foreach (var work in taken)
        {
            try
            {
                work.Result = await database.WriteAsync(session => unit.RunAsync(session, work.Batch, crowd: null).AsTask());
                work.Complete();
            }
#pragma warning disable CA1031 // Whatever went wrong belongs to the one who waits for it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                work.Fail(failure);
            }
        }
    }

    // A work item of its own for each answer costs more than the answer; all in one would leave the other cores idle.
    private static void Answer(List<WaitingBatch> committed)
    {
        for (var first = 0; first < committed.Count; first += AnsweredTogether)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static share =>
                {
                    for (var i = share.First; i < Math.Min(share.First + AnsweredTogether, share.Committed.Count); i++) share.Committed[i].Complete();
                },
                (Committed: committed, First: first),
                preferLocal: false);
        }
    }

    private async Task TakeAsync(DbSession session, List<WaitingBatch> taken)
    {
        // From here on a newcomer starts the next drain: it may find its batch taken by this one, and then does nothing.
        Volatile.Write(ref isDrainUnderWay, 0);
        var open = await OpenAssignments.OfAsync(session);
        var isCrowd = waiting.Count >= crowd;
        if (isCrowd) open.Journal.Begin();
        while (waiting.TryDequeue(out var work))
        {
            taken.Add(work);
            work.Result = await unit.RunAsync(session, work.Batch, isCrowd ? open : null);
        }

        if (isCrowd) await open.Journal.WriteAsync(session);
        await open.Journal.SaveSomeAsync(session, isCrowd);
    }

    // Its continuations run where it is completed: on a thread of the pool, never on the writer's.
    private sealed class WaitingBatch(PlacementBatch batch) : TaskCompletionSource<PlaceAnswer>
    {
        public PlacementBatch Batch { get; } = batch;

        /// <summary>Known when the unit has run; told only after its commit.</summary>
        public PlaceAnswer Result { get; set; }

        public void Complete() => SetResult(Result);

        public void Fail(Exception failure) => TrySetException(failure);
    }
}
