using System.Buffers;
using System.Security.Cryptography;
using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>The server's own disk does not take what arrives: it is full, or away.</summary>
internal sealed class SpoolFailedException(IOException inner) : Exception("An upload could not be written to the spool folder.", inner);

/// <summary>A file from outside, on disk while it is looked at; gone when disposed, and with the process if that dies.</summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    private SpooledFile(FileStream stream, string sha256)
    {
        Stream = stream;
        Sha256 = sha256;
    }

    /// <summary>Seekable.</summary>
    public FileStream Stream { get; }

    /// <summary>Of its bytes, in small hex.</summary>
    public string Sha256 { get; }

    /// <summary>Null where there is more of it than <paramref name="maxBytes"/>.</summary>
    public static async Task<SpooledFile?> ReceiveAsync(
        string folder, ReadOnlyMemory<byte> beginning, Stream rest, long maxBytes, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var file = Create(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            ReadOnlyMemory<byte> next = beginning;
            while (!next.IsEmpty)
            {
                if (file.Length + next.Length > maxBytes) return null;
                hash.AppendData(next.Span);
                await WriteAsync(file, next, cancellation);
                next = buffer.AsMemory(0, await rest.ReadAsync(buffer, cancellation));
            }

            file.Position = 0;
            var spooled = new SpooledFile(file, ImageAddress.Of(hash.GetHashAndReset()));
            file = null;
            return spooled;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (file is not null) await file.DisposeAsync();
        }
    }

    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        }
        catch (IOException failure)
        {
            throw new SpoolFailedException(failure);
        }
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation);
        }
        catch (IOException failure)
        {
            throw new SpoolFailedException(failure);
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
