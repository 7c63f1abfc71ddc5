using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Images;

/// <summary>Proves that every picture a photograph names is in the image store and has the bytes it was stored with.</summary>
public sealed class ImageVerification(Database database, IImageStore store) : IVerification
{
    private const int PageSize = 500;

    private const string PageSql = """
        SELECT id, file_name, original_blob, work_blob, thumbnail_blob FROM photograph
        WHERE id > @after
        ORDER BY id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    public string Subject => "images";

    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation)
    {
        var differences = new List<string>();
        for (var after = Guid.Empty; ;)
        {
            var page = await database.QueryAsync<PhotographRow>(PageSql, new { after, limit = PageSize }, cancellation);
            if (page.Count == 0) return differences;
            foreach (var photograph in page) await ProveAsync(photograph, differences, cancellation);
            after = page[^1].Id;
        }
    }

    private async Task ProveAsync(PhotographRow photograph, List<string> differences, CancellationToken cancellation)
    {
        foreach (var address in (string[])[photograph.OriginalBlob, photograph.WorkBlob, photograph.ThumbnailBlob])
        {
            var health = await store.VerifyAsync(address, cancellation);
            if (health != StoredImageHealth.Sound)
                differences.Add($"photograph {photograph.Id} ({photograph.FileName}): picture {address} is {(health == StoredImageHealth.Missing ? "missing" : "altered")}");
        }
    }

    private sealed class PhotographRow
    {
        public Guid Id { get; init; }

        public string FileName { get; init; } = "";

        public string OriginalBlob { get; init; } = "";

        public string WorkBlob { get; init; } = "";

        public string ThumbnailBlob { get; init; } = "";
    }
}
