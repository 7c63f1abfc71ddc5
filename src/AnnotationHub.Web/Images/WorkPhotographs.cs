using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Images.Intake;

namespace AnnotationHub.Web.Images;

/// <summary>The photograph of a live assignment, as its holder is shown it: cropped to the face where that is small.</summary>
public sealed class WorkPhotographs(Database database, IImageStore store, IPhotographEngine engine, PixelGate gate)
{
    // Changes when the same part would be drawn differently.
    private const string DrawnAs = "v1";

    private const string OfAssignmentSql = """
        SELECT p.original_blob, p.work_blob, p.width_px, p.height_px, t.box_x, t.box_y, t.box_width, t.box_height
        FROM assignment a
        JOIN task t ON t.id = a.task_id
        JOIN photograph p ON p.id = t.photograph_id
        WHERE a.id = @assignmentId AND a.annotator_id = @annotatorId AND a.state = 'live' AND a.lease_expires_at > @now
        """;

    /// <summary>A JPEG; null unless this annotator holds this assignment now.</summary>
    public async Task<byte[]?> FindAsync(Guid assignmentId, Guid annotatorId, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = await database.FirstOrDefaultAsync<WorkRow>(OfAssignmentSql, new { assignmentId, annotatorId, now }, cancellation);
        if (row is null) return null;
        return await DrawAsync(row, cancellation) ?? throw new InvalidOperationException($"The picture {row.OriginalBlob} is not in the image store.");
    }

    private const string OfFaceSql = """
        SELECT p.original_blob, p.work_blob, p.width_px, p.height_px, t.box_x, t.box_y, t.box_width, t.box_height
        FROM task t
        JOIN photograph p ON p.id = t.photograph_id
        WHERE t.trace_code = @traceCode
        """;

    /// <summary>The same picture for a supervisor; null where there is no such face, or its picture is no longer kept. Who may see it is the caller's question.</summary>
    public async Task<byte[]?> OfFaceAsync(string traceCode, CancellationToken cancellation)
    {
        var row = await database.FirstOrDefaultAsync<WorkRow>(OfFaceSql, new { traceCode }, cancellation);
        return row is null ? null : await DrawAsync(row, cancellation);
    }

    private async Task<byte[]?> DrawAsync(WorkRow row, CancellationToken cancellation)
    {
        var view = WorkView.For(row.WidthPx, row.HeightPx, new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight));
        return view.IsWhole(row.WidthPx, row.HeightPx)
            ? await ReadAsync(row.WorkBlob, cancellation)
            : await PartAsync(row, view, cancellation);
    }

    private async Task<byte[]?> PartAsync(WorkRow row, WorkView view, CancellationToken cancellation)
    {
        var recipe = FormattableString.Invariant($"{DrawnAs} {view.X},{view.Y} {view.Width}x{view.Height} {view.RenderedWidth}x{view.RenderedHeight}");
        var key = ImageAddress.OfRendering(row.OriginalBlob, recipe);
        if (await store.FindRenderingAsync(key, cancellation) is { } kept) return kept;

        using var pass = await gate.EnterAsync((long)row.WidthPx * row.HeightPx, cancellation);
        await using var original = await store.OpenAsync(row.OriginalBlob, cancellation);
        if (original is null) return null;
        var drawn = await Task.Run(() => engine.Render(original, view, cancellation), cancellation);
        await store.KeepRenderingAsync(key, drawn, cancellation);
        return drawn;
    }

    private async Task<byte[]?> ReadAsync(string address, CancellationToken cancellation)
    {
        await using var stream = await store.OpenAsync(address, cancellation);
        if (stream is null) return null;
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellation);
        return content;
    }

    private sealed class WorkRow
    {
        public string OriginalBlob { get; init; } = "";

        public string WorkBlob { get; init; } = "";

        public int WidthPx { get; init; }

        public int HeightPx { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }
    }
}
