using System.Security.Cryptography;

namespace AnnotationHub.Web.Operations;

/// <summary>Copies a file so that it survives the loss of power, and says what was copied.</summary>
internal static class DurableCopy
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>The SHA-256 of what was read, in small hex. The target appears under its name only when it is whole.</summary>
    public static async Task<string> CopyAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(from);
        return await CopyAsync(source, to, cancellation);
    }

    /// <summary>The SHA-256 of what was read, in small hex. The target appears under its name only when it is whole.</summary>
    public static async Task<string> CopyAsync(Stream source, string to, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var half = to + ".part";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var target = File.Create(half))
        {
            var buffer = new byte[BufferBytes];
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            target.Flush(flushToDisk: true);
        }

        File.Move(half, to, overwrite: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
