namespace AnnotationHub.Storage.Images;

/// <summary>How a stored picture stands to its address.</summary>
public enum StoredImageHealth
{
    /// <summary>The bytes are there and hash to their address.</summary>
    Sound,

    /// <summary>There is nothing under the address.</summary>
    Missing,

    /// <summary>The bytes have changed since they were stored.</summary>
    Altered,
}

/// <summary>
/// Keeps pictures by content: the address of a picture is the SHA-256 of its bytes in small hex, so that storing the same bytes
/// twice keeps them once and storing again after a crash is harmless. What has been stored under an address never changes.
/// Beside them lie renderings, under keys of the caller's: they can be made again, and may be lost at any time.
/// </summary>
public interface IImageStore
{
    /// <summary>Takes a new picture in; nothing of it is to be seen until <see cref="ImageWriteStream.CommitAsync"/>.</summary>
    ImageWriteStream Create();

    /// <summary>A seekable stream, or null where nothing is stored under the address.</summary>
    Task<Stream?> OpenAsync(string address, CancellationToken cancellation = default);

    Task<StoredImageHealth> VerifyAsync(string address, CancellationToken cancellation = default);

    /// <summary>Every picture that is stored, in no particular order; what arrives meanwhile may be among them or not.</summary>
    IAsyncEnumerable<string> AddressesAsync(CancellationToken cancellation = default);

    /// <summary>Null where the rendering has not been made, or has been lost.</summary>
    Task<byte[]?> FindRenderingAsync(string key, CancellationToken cancellation = default);

    /// <param name="key">64 small hex digits.</param>
    Task KeepRenderingAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation = default);
}
