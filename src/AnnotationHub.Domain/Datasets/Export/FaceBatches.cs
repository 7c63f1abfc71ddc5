namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>A face with the numbers that the order gives it; both count from 1.</summary>
internal readonly record struct NumberedFace(FinishedFace Face, int Number, int PhotographNumber, bool IsFirstOfPhotograph);

/// <summary>What became of a batch: text for the output, and text to be kept for later.</summary>
internal sealed class FormattedBatch : IDisposable
{
    public Utf8Buffer Main { get; } = new();

    public Utf8Buffer Side { get; } = new();

    public int Faces { get; set; }

    public void Dispose()
    {
        Main.Dispose();
        Side.Dispose();
    }
}

/// <summary>
/// Cuts a stream of faces into batches, formats several at once and writes them in their order, so that memory holds a few batches at any size.
/// </summary>
internal static class FaceBatches
{
    private const int FacesPerBatch = 128;

    /// <param name="faces">Faces of one photograph must follow one another.</param>
    /// <param name="format">Formats one batch; runs on several threads at once.</param>
    /// <param name="main">Takes the main text.</param>
    /// <param name="side">Takes the side text; null where a format has none.</param>
    /// <param name="progress">Told the number of faces written.</param>
    public static async Task<WrittenCounts> WriteAsync(
        IAsyncEnumerable<FinishedFace> faces,
        Action<List<NumberedFace>, FormattedBatch> format,
        Stream main,
        Stream? side,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        var pending = new Queue<Task<FormattedBatch>>();
        var (written, number, photographs, lastPhotograph) = (0, 0, 0, (string?)null);
        var batch = new List<NumberedFace>(FacesPerBatch);
        try
        {
            await foreach (var face in faces.WithCancellation(cancellation))
            {
                var isFirst = face.Photograph.Id != lastPhotograph;
                if (isFirst) photographs++;
                lastPhotograph = face.Photograph.Id;
                batch.Add(new NumberedFace(face, ++number, photographs, isFirst));
                if (batch.Count < FacesPerBatch) continue;
                pending.Enqueue(Start(batch, format, cancellation));
                batch = new List<NumberedFace>(FacesPerBatch);
                if (pending.Count > Environment.ProcessorCount) written = await WriteOneAsync(pending, main, side, written, progress, cancellation);
            }

            if (batch.Count > 0) pending.Enqueue(Start(batch, format, cancellation));
            while (pending.Count > 0) written = await WriteOneAsync(pending, main, side, written, progress, cancellation);
            return new WrittenCounts(number, photographs);
        }
        finally
        {
            // After a failure: wait for what still runs, so that no buffer is given back under a thread that writes into it.
            foreach (var rest in pending) await rest.ContinueWith(Discard, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static Task<FormattedBatch> Start(List<NumberedFace> batch, Action<List<NumberedFace>, FormattedBatch> format, CancellationToken cancellation) => Task.Run(
        () =>
        {
            var formatted = new FormattedBatch { Faces = batch.Count };
            try
            {
                format(batch, formatted);
                return formatted;
            }
            catch
            {
                formatted.Dispose();
                throw;
            }
        },
        cancellation);

    private static async Task<int> WriteOneAsync(
        Queue<Task<FormattedBatch>> pending, Stream main, Stream? side, int written, IProgress<int>? progress, CancellationToken cancellation)
    {
        using var formatted = await pending.Dequeue();
        await main.WriteAsync(formatted.Main.Written, cancellation);
        if (side is not null) await side.WriteAsync(formatted.Side.Written, cancellation);
        progress?.Report(written + formatted.Faces);
        return written + formatted.Faces;
    }

    private static void Discard(Task<FormattedBatch> batch)
    {
        if (batch.IsCompletedSuccessfully) batch.Result.Dispose();
    }
}
