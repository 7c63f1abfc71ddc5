namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>Thrown out of a parser by <see cref="BoundedStream"/>, and turned into a problem by the reader that uses it.</summary>
internal sealed class TooManyBytesException() : IOException("More bytes than a landmark file may have.");

/// <summary>Reads at most so many bytes of another stream, whatever that stream says about its length.</summary>
internal sealed class BoundedStream(Stream inner, long maxBytes) : Stream
{
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        read += count;
        return read <= maxBytes ? count : throw new TooManyBytesException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
