namespace AnnotationHub.Web.Operations;

/// <summary>
/// One thing that <c>verify</c> proves anew from what it rests on: ledger balances, image hashes, release manifests. Register
/// an implementation per capability; a difference is one sentence that names the row.
/// </summary>
public interface IVerification
{
    /// <summary>What is proved, for the report: <c>ledger</c>.</summary>
    string Subject { get; }

    /// <summary>Empty where all is as it should be.</summary>
    Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation);
}
