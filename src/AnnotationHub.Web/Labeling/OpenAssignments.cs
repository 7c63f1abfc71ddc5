using AnnotationHub.Storage;

namespace AnnotationHub.Web.Labeling;

/// <summary>The assignments that are being worked on, as the writer remembers them: a placement need not read what the last one wrote.</summary>
internal sealed class OpenAssignments
{
    // Some thousand annotators at work; a draft is at most 3 kB.
    private const int Maximum = 4096;

    private readonly Dictionary<Guid, OpenAssignment> open = [];

    /// <summary>Null for an unknown id.</summary>
    public static ValueTask<OpenAssignment?> FindAsync(DbSession session, Guid id)
    {
        var known = session.Memory.Of<OpenAssignments>();
        return known.open.TryGetValue(id, out var found) ? new(found) : new(known.LoadAsync(session, id));
    }

    /// <summary>To be called by whoever changes the assignment's or the draft's row in any other way.</summary>
    public static void Forget(DbSession session, Guid id) => session.Memory.Of<OpenAssignments>().open.Remove(id);

    private async Task<OpenAssignment?> LoadAsync(DbSession session, Guid id)
    {
        var loaded = await OpenAssignment.LoadAsync(session, id);
        if (loaded is null) return null;
        if (open.Count >= Maximum) open.Clear();
        open[id] = loaded;
        return loaded;
    }
}
