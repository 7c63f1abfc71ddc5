using System.Runtime.CompilerServices;
using System.Text;

namespace AnnotationHub.Web.Consensus;

/// <summary>Brings a file of labels into a spool, face after face in the order in which the images first come.</summary>
internal static class LabelFile
{
    /// <summary>What came in.</summary>
    /// <param name="LeftOut">Labels beyond the fifth of their image.</param>
    internal sealed record Content(long Rows, NameTable Workers, long LeftOut);

    /// <exception cref="LabelFileException">A row cannot be used.</exception>
    public static Content Read(string path, int landmarks, LabelSpool spool, string temporary)
    {
        if (ReadTogether(path, landmarks, spool) is { } content) return content;
        spool.Clear();
        return ReadScattered(path, landmarks, spool, temporary);
    }

    // Null where an image comes again after another.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Content? ReadTogether(string path, int landmarks, LabelSpool spool)
    {
        using var file = Open(path);
        var reader = new LabelFileReader(file, landmarks, keepsImageNames: false);
        var assembler = new FaceAssembler(landmarks);
        var (rows, current, name) = (0L, -1, Array.Empty<byte>());
        reader.ReadHeader();
        while (reader.TryRow(out var row))
        {
            if (row.Image < current) return null;
            if (row.Image > current)
            {
                assembler.WriteTo(spool, name);
                (current, name) = (row.Image, reader.Images.Last.ToArray());
            }

            assembler.Add(row);
            rows++;
        }

        assembler.WriteTo(spool, name);
        return new Content(rows, reader.Workers, assembler.LeftOut);
    }

    private static Content ReadScattered(string path, int landmarks, LabelSpool spool, string temporary)
    {
        using var file = Open(path);
        using var buckets = new RowBuckets(temporary);
        var reader = new LabelFileReader(file, landmarks, keepsImageNames: true);
        var rows = 0L;
        reader.ReadHeader();
        for (; reader.TryRow(out var row); rows++) buckets.Add(row);
        var assembler = new FaceAssembler(landmarks);
        var current = -1;
        foreach (var row in buckets.Sorted())
        {
            if (row.Image != current && current >= 0) assembler.WriteTo(spool, Encoding.UTF8.GetBytes(reader.Images.Text(current)));
            current = row.Image;
            assembler.Add(row);
        }

        if (current >= 0) assembler.WriteTo(spool, Encoding.UTF8.GetBytes(reader.Images.Text(current)));
        return new Content(rows, reader.Workers, assembler.LeftOut);
    }

    // The reader has a buffer of its own.
    private static FileStream Open(string path) => new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
}
