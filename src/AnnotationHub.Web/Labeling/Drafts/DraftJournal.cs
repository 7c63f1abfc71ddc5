using System.Buffers;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Labeling.Drafts;

/// <summary>
/// How a crowd's placements become durable for less than a row each. What one group commit takes is written as one row of a journal; the
/// drafts themselves stay in the writer's memory and are saved a few with each commit, the longest unsaved first. A row is deleted once no draft
/// waits for it. After a crash, or whenever the memory was emptied, the journal is folded into the drafts before anything is read from them;
/// folding again what a draft holds already changes nothing (<see cref="Draft.Fold"/>). On SQLite only: elsewhere each batch saves its draft.
/// </summary>
internal sealed class DraftJournal
{
    // A draft waits for so many rows at least, and then for its turn: a busy one is saved once in some fifty commits.
    private const int KeptRows = 16;
    private const int SavedShare = 32;

    private readonly ArrayBufferWriter<byte> row = new();
    private readonly Queue<(OpenAssignment Open, long Row)> unsaved = [];
    private long lastRow;
    private bool hasRows;

    /// <summary>The number of the row that is being gathered, or would be next.</summary>
    public long NextRow => lastRow + 1;

    public void Begin() => JournalEntries.Begin(row);

    /// <summary>Keeps a batch that has been folded into a draft which the memory holds.</summary>
    public void Add(OpenAssignment open, PlacementBatch batch)
    {
        JournalEntries.Add(row, batch);
        if (open.IsUnsaved) return;
        open.IsUnsaved = true;
        unsaved.Enqueue((open, NextRow));
    }

    private const string InsertSqliteSql = "INSERT INTO draft_journal (id, entries) VALUES (@id, @entries)";

    /// <summary>Writes what has been gathered since <see cref="Begin"/>.</summary>
    public async Task WriteAsync(DbSession session)
    {
        if (row.WrittenCount <= 1) return;
        await session.Prepared(InsertSqliteSql).Set("@id", NextRow).Set("@entries", row.WrittenSpan.ToArray()).ExecuteAsync();
        lastRow++;
        hasRows = true;
    }

    private const string DeleteSqliteSql = "DELETE FROM draft_journal WHERE id < @first";

    /// <summary>Saves the drafts that have waited longest, and deletes the rows that none waits for any more.</summary>
    /// <param name="session">Of the writer.</param>
    /// <param name="isCrowd">Whether rows are still being added; where they are not, nothing is kept waiting.</param>
    public async Task SaveSomeAsync(DbSession session, bool isCrowd)
    {
        if (!hasRows) return;
        var left = (unsaved.Count / SavedShare) + 1;
        while (left > 0 && unsaved.TryPeek(out var oldest) && (!isCrowd || oldest.Row <= lastRow - KeptRows))
        {
            unsaved.Dequeue();
            if (!oldest.Open.IsUnsaved) continue;
            await oldest.Open.SaveDraftAsync(session);
            left--;
        }

        var first = unsaved.TryPeek(out var next) ? next.Row : NextRow;
        await session.Prepared(DeleteSqliteSql).Set("@first", first).ExecuteAsync();
        hasRows = first <= lastRow;
    }

    /// <summary>Saves every draft; the rows go with the next <see cref="SaveSomeAsync"/>.</summary>
    public async Task SaveAllAsync(DbSession session)
    {
        while (unsaved.TryDequeue(out var oldest))
        {
            if (oldest.Open.IsUnsaved) await oldest.Open.SaveDraftAsync(session);
        }
    }

    private const string AllSqliteSql = "SELECT entries FROM draft_journal ORDER BY id";

    /// <summary>Folds what lies in the journal into the drafts, saves them, and leaves the journal empty.</summary>
    /// <param name="session">Of the writer.</param>
    /// <param name="find">The assignment as it is in the memory, or read into it; null where it is gone.</param>
    /// <param name="fold">Takes a batch into what was found; false where it holds it already.</param>
    public async Task ReplayAsync(DbSession session, Func<Guid, Task<OpenAssignment?>> find, Func<OpenAssignment, PlacementBatch, bool> fold)
    {
        var rows = await session.QueryAsync<byte[]>(AllSqliteSql);
        if (rows.Count == 0) return;
        var touched = new HashSet<OpenAssignment>();
        foreach (var batch in rows.SelectMany(JournalEntries.Read))
        {
            if (await find(batch.AssignmentId) is { } open && fold(open, batch)) touched.Add(open);
        }

        foreach (var open in touched) await open.SaveDraftAsync(session);
        await session.Prepared(DeleteSqliteSql).Set("@first", long.MaxValue).ExecuteAsync();
    }
}
