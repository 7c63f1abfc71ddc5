using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>Turns an upload's bytes into stored pictures: everything about a photograph that needs no database.</summary>
public sealed class PhotographPreparation(IPhotographEngine engine, IImageStore store, PixelGate gate)
{
    /// <summary>Exactly one of the two. Nothing is stored of a refused photograph.</summary>
    internal async Task<(StoredPhotograph? Photograph, PhotographRefusal? Refusal)> PrepareAsync(
        string fileName, SpooledFile upload, PhotographHeader header, CancellationToken cancellation)
    {
        using var pass = await gate.EnterAsync((long)header.RawWidth * header.RawHeight, cancellation);
        await using var original = store.Create();
        await using var work = store.Create();
        await using var thumbnail = store.Create();
        var targets = new RenditionTargets(original, work, thumbnail);
        var (normalised, refusal) = await Task.Run(() => engine.Normalise(upload.Stream, header, targets, cancellation), cancellation);
        if (normalised is null) return (null, refusal);
        var addresses = (Original: await original.CommitAsync(), Work: await work.CommitAsync(), Thumbnail: await thumbnail.CommitAsync());
        return (new(fileName, upload.Sha256, normalised, addresses.Original, addresses.Work, addresses.Thumbnail), null);
    }
}
