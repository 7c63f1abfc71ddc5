namespace AnnotationHub.Storage;

/// <summary>What a database has committed since the program began: the units per commit say how well a crowd shares the price of one fsync.</summary>
/// <param name="Commits">Transactions made durable.</param>
/// <param name="Units">Units of work in them.</param>
public readonly record struct WriteTally(long Commits, long Units);
