using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling.Drafts;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// The assignments that are being worked on, as the writer remembers them: a placement need not read what the last one wrote. Drafts may be newer here
/// than in their rows, by what the journal holds.
/// </summary>
internal sealed class OpenAssignments
{
    // Some thousand annotators at work; a draft is at most 3 kB.
    private const int Maximum = 4096;

    private readonly Dictionary<Guid, OpenAssignment> open = [];
    // By annotator, when the latest batch came. It says how long a face took, no more: forgetting it costs nobody anything.
    private readonly Dictionary<Guid, DateTimeOffset> seenAt = [];
    private bool isReplayed;

    public DraftJournal Journal { get; } = new();

    /// <summary>This memory's, with what the journal held folded in.</summary>
    public static ValueTask<OpenAssignments> OfAsync(DbSession session)
    {
        var known = session.Memory.Of<OpenAssignments>();
        return known.isReplayed ? new(known) : new(known.ReplayAsync(session));
    }

    /// <summary>Null for an unknown id.</summary>
    public static ValueTask<OpenAssignment?> FindAsync(DbSession session, Guid id)
    {
        var known = session.Memory.Of<OpenAssignments>();
        return known.isReplayed && known.open.TryGetValue(id, out var found) ? new(found) : new(known.FindOrLoadAsync(session, id));
    }

    /// <summary>To be called by whoever changes the assignment's row in any other way. The draft's row is up to date afterwards.</summary>
    public static async Task ForgetAsync(DbSession session, Guid id)
    {
        var known = await OfAsync(session);
        if (known.open.Remove(id, out var left) && left.IsUnsaved) await left.SaveDraftAsync(session);
    }

    /// <summary>To be called by whoever reads the draft's row: it is up to date afterwards.</summary>
    public static async Task SaveAsync(DbSession session, Guid id)
    {
        var known = await OfAsync(session);
        if (known.open.TryGetValue(id, out var found) && found.IsUnsaved) await found.SaveDraftAsync(session);
    }

    /// <summary>False for one that was forgotten since it was found: what is folded into it must be saved at once.</summary>
    public bool Holds(OpenAssignment assignment) => open.TryGetValue(assignment.Id, out var held) && ReferenceEquals(held, assignment);

    /// <summary>Takes the part of the batch that is new into the draft of what was found here. False where there is none.</summary>
    public bool Fold(OpenAssignment found, PlacementBatch batch)
    {
        if (!found.Draft.Fold(batch.FirstSequence, batch.Placements.Span, batch.Now, seenAt.GetValueOrDefault(found.AnnotatorId))) return false;
        Seen(found.AnnotatorId, batch.Now);
        return true;
    }

    private void Seen(Guid annotatorId, DateTimeOffset at)
    {
        if (seenAt.GetValueOrDefault(annotatorId) < at) seenAt[annotatorId] = at;
    }

    private async Task<OpenAssignment?> FindOrLoadAsync(DbSession session, Guid id)
    {
        var known = await OfAsync(session);
        return known.open.TryGetValue(id, out var found) ? found : await known.LoadAsync(session, id);
    }

    private async Task<OpenAssignments> ReplayAsync(DbSession session)
    {
        isReplayed = true;
        if (session.Dialect.Provider == DatabaseProvider.Sqlite)
            await Journal.ReplayAsync(session, async id => open.TryGetValue(id, out var found) ? found : await LoadAsync(session, id), Fold);
        return this;
    }

    private async Task<OpenAssignment?> LoadAsync(DbSession session, Guid id)
    {
        var loaded = await OpenAssignment.LoadAsync(session, id);
        if (loaded is null) return null;
        if (open.Count >= Maximum)
        {
            await Journal.SaveAllAsync(session);
            open.Clear();
            seenAt.Clear();
        }

        open[id] = loaded;
        Seen(loaded.AnnotatorId, loaded.SeenElsewhereAt);
        return loaded;
    }
}
