using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>A store that does something else before it takes each file in.</summary>
internal sealed class StumblingStore(IImageStore inner, Func<Task> before) : IImageStore
{
    public StumblingStore(IImageStore inner, Action before)
        : this(inner, () =>
        {
            before();
            return Task.CompletedTask;
        })
    {
    }

    public ImageWriteStream Create()
    {
        before().GetAwaiter().GetResult();
        return inner.Create();
    }

    public Task<Stream?> OpenAsync(string address, CancellationToken cancellation = default) => inner.OpenAsync(address, cancellation);

    public IAsyncEnumerable<string> AddressesAsync(CancellationToken cancellation = default) => inner.AddressesAsync(cancellation);

    public Task<StoredImageHealth> VerifyAsync(string address, CancellationToken cancellation = default) => inner.VerifyAsync(address, cancellation);

    public Task<byte[]?> FindRenderingAsync(string key, CancellationToken cancellation = default) => inner.FindRenderingAsync(key, cancellation);

    public Task KeepRenderingAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => inner.KeepRenderingAsync(key, content, cancellation);
}
