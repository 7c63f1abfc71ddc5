namespace AnnotationHub.Web.Accounts;

/// <summary>
/// A password check costs a tenth of a second of a processor, on purpose. Only as many run at once as there are processors
/// to spare, so that a storm of sign-ins leaves the labeling hub its share.
/// </summary>
public sealed class PasswordGate : IDisposable
{
    private readonly SemaphoreSlim slots = new(Math.Max(1, Environment.ProcessorCount - 1));

    public async Task<TResult> RunAsync<TResult>(Func<TResult> check, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            return await Task.Run(check, cancellation);
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose() => slots.Dispose();
}
