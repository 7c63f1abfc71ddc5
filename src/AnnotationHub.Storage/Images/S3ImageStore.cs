using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;

namespace AnnotationHub.Storage.Images;

/// <summary>
/// Pictures as objects of one bucket, so that any number of nodes share them. A picture is gathered in a file of this machine while its
/// address is being computed, and goes up whole: a reader finds all of it or nothing.
/// </summary>
public sealed class S3ImageStore : IImageStore, IDisposable
{
    private const string Pictures = "pictures/";
    private const string Renderings = "renderings/";
    private readonly S3Objects objects;
    private readonly string incoming;
    private readonly bool verifyOnRead;

    /// <param name="options">With a bucket.</param>
    /// <param name="incoming">A folder of this machine, made where it does not exist.</param>
    /// <param name="verifyOnRead">Hashes every picture before it is handed out: for stores that are not trusted.</param>
    public S3ImageStore(S3ImageStoreOptions options, string incoming, bool verifyOnRead = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Bucket);
        objects = new S3Objects(options);
        this.incoming = Directory.CreateDirectory(incoming).FullName;
        this.verifyOnRead = verifyOnRead;
    }

    public ImageWriteStream Create() => new S3WriteStream(this, new FileStream(
        Path.Combine(incoming, Guid.NewGuid().ToString("N")),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous }));

    public async Task<Stream?> OpenAsync(string address, CancellationToken cancellation = default)
    {
        if (verifyOnRead && await VerifyAsync(address, cancellation) == StoredImageHealth.Altered)
            throw new InvalidDataException($"The stored picture {address} has changed since it was stored.");
        return await OpenKeyAsync(KeyOf(Pictures, address), cancellation);
    }

    public async Task<StoredImageHealth> VerifyAsync(string address, CancellationToken cancellation = default)
    {
        await using var stream = await OpenKeyAsync(KeyOf(Pictures, address), cancellation);
        if (stream is null) return StoredImageHealth.Missing;
        return ImageAddress.Of(await SHA256.HashDataAsync(stream, cancellation)) == address ? StoredImageHealth.Sound : StoredImageHealth.Altered;
    }

    public async IAsyncEnumerable<string> AddressesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var key in objects.KeysAsync(Pictures, cancellation))
        {
            var address = key[(key.LastIndexOf('/') + 1)..];
            if (ImageAddress.IsValid(address)) yield return address;
        }
    }

    public async Task<byte[]?> FindRenderingAsync(string key, CancellationToken cancellation = default)
    {
        await using var stream = await OpenKeyAsync(KeyOf(Renderings, key), cancellation);
        if (stream is null) return null;
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellation);
        return content;
    }

    public async Task KeepRenderingAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await objects.WriteAsync(KeyOf(Renderings, key), stream, cancellation);
    }

    /// <summary>Asks the store whether these settings let us in: better at the start than with the first photograph.</summary>
    /// <exception cref="InvalidOperationException">It is there and refuses.</exception>
    /// <exception cref="IOException">It does not answer, or not now.</exception>
    public async Task CheckAccessAsync(CancellationToken cancellation = default)
    {
        try
        {
            await objects.AskAsync(cancellation);
        }
        catch (AmazonServiceException refusal) when ((int)refusal.StatusCode is >= 300 and < 500)
        {
            throw new InvalidOperationException($"The S3 store refuses the settings: {refusal.ErrorCode}. {refusal.Message}", refusal);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            throw new IOException($"The S3 store does not answer: {failure.Message}", failure);
        }
    }

    public void Dispose() => objects.Dispose();

    private static string KeyOf(string folder, string address)
    {
        _ = ImageAddress.Checked(address);
        return $"{folder}{address[..2]}/{address[2..4]}/{address}";
    }

    private async Task<S3ReadStream?> OpenKeyAsync(string key, CancellationToken cancellation) =>
        await objects.SizeAsync(key, cancellation) is { } size ? new S3ReadStream(objects, key, size) : null;

    private sealed class S3WriteStream(S3ImageStore store, FileStream file) : ImageWriteStream(file)
    {
        protected override async Task<string> PlaceAsync(string address)
        {
            await file.FlushAsync();
            file.Position = 0;
            // Sent again even where it is there: what lies there may have been altered, and these bytes are right.
            await store.objects.WriteAsync(KeyOf(Pictures, address), file, CancellationToken.None);
            return address;
        }
    }
}
