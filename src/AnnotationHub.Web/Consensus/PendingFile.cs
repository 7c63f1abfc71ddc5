namespace AnnotationHub.Web.Consensus;

/// <summary>A file under a temporary name beside its place, which takes its place when it is whole and leaves nothing behind when it is not.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string path;
    private bool isDone;

    /// <exception cref="IOException">The folder is not there or cannot be written.</exception>
    public PendingFile(string path)
    {
        this.path = Path.GetFullPath(path);
        TemporaryPath = $"{this.path}.{Environment.ProcessId}.part";
        Stream = new FileStream(TemporaryPath, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
    }

    public string TemporaryPath { get; }

    public FileStream Stream { get; }

    /// <summary>Puts the file in its place, over one that was there.</summary>
    public void Finish()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(TemporaryPath, path, overwrite: true);
        isDone = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!isDone) File.Delete(TemporaryPath);
    }
}
