using System.Runtime.InteropServices;
using System.Text;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// The labels face by face in a binary file of their own, which is deleted when closed: text is read once, and each of the estimator's passes
/// reads this. Per face the name's length (16 bits), its UTF-8, and the number of labels; per label the worker (32 bits) and all x and all y as
/// the machine's 64-bit numbers, NaN for a missing landmark.
/// </summary>
internal sealed class LabelSpool : ILabelSource, IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly FileStream file;
    private readonly byte[] name = new byte[1_000];
    private readonly byte[] head = new byte[3];
    private int nameLength;

    public LabelSpool(string path) => file = new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.ReadWrite,
        BufferSize = BufferBytes,
        Options = FileOptions.DeleteOnClose,
    });

    public long Faces { get; private set; }

    /// <summary>The image of the face that was read last.</summary>
    public string Image => Encoding.UTF8.GetString(name, 0, nameLength);

    public void BeginFace(ReadOnlySpan<byte> image, int labels)
    {
        Faces++;
        (head[0], head[1], head[2]) = ((byte)image.Length, (byte)(image.Length >> 8), (byte)labels);
        file.Write(head);
        file.Write(image);
    }

    public void AddLabel(int worker, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in worker)));
        file.Write(MemoryMarshal.AsBytes(x));
        file.Write(MemoryMarshal.AsBytes(y));
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        file.SetLength(0);
        file.Position = 0;
        Faces = 0;
    }

    public void Rewind() => file.Position = 0;

    public bool Next(FaceLabels face)
    {
        ArgumentNullException.ThrowIfNull(face);
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return false;
        nameLength = head[0] | (head[1] << 8);
        file.ReadExactly(name, 0, nameLength);
        face.Clear();
        Span<int> worker = stackalloc int[1];
        for (var k = 0; k < head[2]; k++)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(worker));
            var at = face.Add(worker[0]);
            file.ReadExactly(MemoryMarshal.AsBytes(face.Xs(at)));
            file.ReadExactly(MemoryMarshal.AsBytes(face.Ys(at)));
        }

        return true;
    }

    public void Dispose() => file.Dispose();
}
