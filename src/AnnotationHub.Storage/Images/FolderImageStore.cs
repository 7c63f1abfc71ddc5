using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace AnnotationHub.Storage.Images;

/// <summary>
/// Pictures as files of one folder, fanned out by the first four digits of their address. A file is written beside its place,
/// forced to the disk and renamed into it, so that a reader finds all of a picture or nothing.
/// </summary>
public sealed class FolderImageStore : IImageStore
{
    private const int CopyBufferBytes = 128 * 1024;

    // An upload takes minutes; what is older was left by a process that died.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    private readonly string pictures;
    private readonly string renderings;
    private readonly string incoming;
    private readonly bool verifyOnRead;

    /// <param name="folder">Made where it does not exist.</param>
    /// <param name="verifyOnRead">Hashes every picture before it is handed out: for disks that are not trusted.</param>
    public FolderImageStore(string folder, bool verifyOnRead = false)
    {
        pictures = Path.Combine(folder, "pictures");
        renderings = Path.Combine(folder, "renderings");
        incoming = Path.Combine(folder, "incoming");
        this.verifyOnRead = verifyOnRead;
        foreach (var path in (string[])[pictures, renderings, incoming]) Directory.CreateDirectory(path);
    }

    /// <summary>Deletes half-written files that a process left when it died.</summary>
    public void SweepLeftovers(DateTimeOffset now)
    {
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles())
        {
            if (now - file.LastWriteTimeUtc > LeftoverAge) file.Delete();
        }
    }

    public ImageWriteStream Create() => new FolderWriteStream(this, Path.Combine(incoming, Guid.NewGuid().ToString("N")));

    public async Task<Stream?> OpenAsync(string address, CancellationToken cancellation = default)
    {
        if (verifyOnRead && await VerifyAsync(address, cancellation) == StoredImageHealth.Altered)
            throw new InvalidDataException($"The stored picture {address} has changed since it was stored.");
        return Open(PathOf(pictures, address));
    }

    public async Task<StoredImageHealth> VerifyAsync(string address, CancellationToken cancellation = default)
    {
        await using var stream = Open(PathOf(pictures, address));
        if (stream is null) return StoredImageHealth.Missing;
        var found = ImageAddress.Of(await SHA256.HashDataAsync(stream, cancellation));
        return found == address ? StoredImageHealth.Sound : StoredImageHealth.Altered;
    }

    public async IAsyncEnumerable<string> AddressesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (var file in Directory.EnumerateFiles(pictures, "*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Path.GetFileName(file) is var name && ImageAddress.IsValid(name)) yield return name;
        }
    }

    public async Task<byte[]?> FindRenderingAsync(string key, CancellationToken cancellation = default)
    {
        await using var stream = Open(PathOf(renderings, key));
        if (stream is null) return null;
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellation);
        return content;
    }

    // No forcing to the disk: a rendering that a power cut takes is made again.
    public async Task KeepRenderingAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var half = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        await using (var file = New(half)) await file.WriteAsync(content, cancellation);
        MoveIntoPlace(half, PathOf(renderings, key));
    }

    private static string PathOf(string folder, string address)
    {
        _ = ImageAddress.Checked(address);
        return Path.Combine(folder, address[..2], address[2..4], address);
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, CopyBufferBytes, FileOptions.Asynchronous);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStream New(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBufferBytes, FileOptions.Asynchronous);

    // Overwriting is harmless where content is the address: the bytes are the same.
    private static void MoveIntoPlace(string half, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(half, place, overwrite: true);
    }

    private sealed class FolderWriteStream(FolderImageStore store, string half, FileStream file) : ImageWriteStream(file)
    {
        public FolderWriteStream(FolderImageStore store, string half)
            : this(store, half, New(half))
        {
        }

        protected override async Task<string> PlaceAsync(string address)
        {
            await file.FlushAsync();
            file.Flush(flushToDisk: true);
            await file.DisposeAsync();
            var place = PathOf(store.pictures, address);
            MoveIntoPlace(half, place);
            DirectorySync.Force(Path.GetDirectoryName(place)!);
            DirectorySync.Force(Path.GetDirectoryName(Path.GetDirectoryName(place)!)!);
            DirectorySync.Force(store.pictures);
            return address;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing) File.Delete(half);
        }
    }
}
