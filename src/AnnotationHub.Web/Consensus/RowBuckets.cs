using System.Runtime.InteropServices;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// The rows of a file whose images are not together (sorted by worker, say), in temporary files of some thousand images each, so that no more
/// than one of them is ever in memory.
/// </summary>
internal sealed class RowBuckets(string path) : IDisposable
{
    /// <summary>8,192 faces of 98 landmarks and three labels: 116 MB.</summary>
    private const int ImagesPerBucket = 8_192;

    private readonly List<FileStream> files = [];

    public void Add(in LabelRow row)
    {
        var bucket = row.Image / ImagesPerBucket;
        while (files.Count <= bucket)
        {
            files.Add(new FileStream($"{path}.{files.Count}", new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                BufferSize = 1 << 16,
                Options = FileOptions.DeleteOnClose,
            }));
        }

        files[bucket].Write(MemoryMarshal.AsBytes(new ReadOnlySpan<LabelRow>(in row)));
    }

    /// <summary>All rows, image after image in the order of their first row; within an image as in the file.</summary>
    public IEnumerable<LabelRow> Sorted()
    {
        foreach (var file in files)
        {
            var rows = new LabelRow[file.Length / Marshal.SizeOf<LabelRow>()];
            file.Position = 0;
            file.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
            Array.Sort(rows, static (a, b) => a.Image != b.Image ? a.Image.CompareTo(b.Image) : a.Line.CompareTo(b.Line));
            foreach (var row in rows) yield return row;
        }
    }

    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }
}
