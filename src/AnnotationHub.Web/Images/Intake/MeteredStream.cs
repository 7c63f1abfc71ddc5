namespace AnnotationHub.Web.Images.Intake;

/// <summary>An archive unpacks to more than it may.</summary>
internal sealed class TooMuchUnpackedException(bool isWholeArchive) : IOException("An archive unpacks to more than it may.")
{
    /// <summary>The archive's sum is used up, not only this entry's.</summary>
    public bool IsWholeArchive { get; } = isWholeArchive;
}

/// <summary>How many real bytes the archives of an upload may still unpack to.</summary>
internal sealed class UnpackingBudget
{
    public long LeftBytes { get; set; } = IntakeLimits.MaxRealBytes;
}

/// <summary>Counts what really comes out of an archive's entry, whatever its header says, and stops it at its bounds.</summary>
internal sealed class MeteredStream(Stream inner, long packedBytes, UnpackingBudget budget) : Stream
{
    private readonly long entryLimit = (packedBytes * IntakeLimits.MaxRatio) + IntakeLimits.RatioSlackBytes;
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int bytes)
    {
        read += bytes;
        budget.LeftBytes -= bytes;
        if (budget.LeftBytes < 0) throw new TooMuchUnpackedException(isWholeArchive: true);
        return read > entryLimit ? throw new TooMuchUnpackedException(isWholeArchive: false) : bytes;
    }
}
