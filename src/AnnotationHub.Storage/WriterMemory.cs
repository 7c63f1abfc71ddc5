namespace AnnotationHub.Storage;

/// <summary>
/// What units remember between one another of rows that they have read or written, so that the next unit need not read them
/// again. It lives as long as its rows can be trusted: on SQLite with the one writer, and is emptied whenever anything written
/// there did not stay or another process wrote to the file; elsewhere for one unit only. Whoever changes a remembered row
/// changes or forgets what is remembered of it.
/// </summary>
public sealed class WriterMemory
{
    private readonly Dictionary<Type, object> kept = [];

    /// <summary>The one <typeparamref name="TKept"/> of this memory, made at its first use.</summary>
    public TKept Of<TKept>() where TKept : class, new()
    {
        if (kept.TryGetValue(typeof(TKept), out var found)) return (TKept)found;
        var made = new TKept();
        kept.Add(typeof(TKept), made);
        return made;
    }

    internal void Clear() => kept.Clear();
}
