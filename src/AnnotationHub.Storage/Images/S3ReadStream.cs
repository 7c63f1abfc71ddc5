using Amazon.Runtime;
using Amazon.S3.Model;

namespace AnnotationHub.Storage.Images;

/// <summary>
/// An object of S3 as a seekable stream: it is read as it comes, and a seek begins a new request there, so that a download's range costs
/// no more than its bytes.
/// </summary>
internal sealed class S3ReadStream(S3Objects objects, string key, long size) : Stream
{
    private GetObjectResponse? answer;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value == position) return;
            position = value;
            Hang();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= size || buffer.IsEmpty) return 0;
        answer ??= await objects.ReadAsync(key, position, size, cancellationToken);
        var read = await answer.ResponseStream.ReadAsync(buffer, cancellationToken);
        if (read == 0) throw new EndOfStreamException($"The store ended {key} at {position} of {size} bytes.");
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // For decoders that know no other way of reading.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        SeekOrigin.End => size,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Hang();
        base.Dispose(disposing);
    }

    private void Hang()
    {
        try
        {
            answer?.Dispose();
        }
        catch (AmazonClientException)
        {
            // The SDK compares its own, weaker hash once the last byte is read. Who asks for proof compares the address.
        }

        answer = null;
    }
}
