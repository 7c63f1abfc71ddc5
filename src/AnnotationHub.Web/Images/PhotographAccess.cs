using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Projects;

namespace AnnotationHub.Web.Images;

/// <summary>A kept size of a photograph.</summary>
public enum Rendition
{
    /// <summary>Full size, for the owner and administrators.</summary>
    Original,

    /// <summary>For screens: at most 1,600 pixels a side.</summary>
    Work,

    /// <summary>For lists: at most 256 pixels a side.</summary>
    Thumbnail,
}

/// <summary>Where a picture is stored, and as what.</summary>
public sealed record StoredPicture(string Address, string MediaType);

/// <summary>Who may see which picture of a photograph.</summary>
public sealed class PhotographAccess(Database database)
{
    private const string FindSql = """
        SELECT p.original_blob, p.work_blob, p.thumbnail_blob, p.media_type, o.owner_id
        FROM photograph p JOIN project o ON o.id = p.project_id
        WHERE p.id = @id
        """;

    /// <summary>Null where there is no such photograph, and for everybody who may not see this rendition of it.</summary>
    public async Task<StoredPicture?> FindAsync(Guid id, Rendition rendition, CurrentUser caller, CancellationToken cancellation)
    {
        if (await database.FirstOrDefaultAsync<PictureRow>(FindSql, new { id }, cancellation) is not { } row) return null;
        return rendition switch
        {
            Rendition.Original => ProjectAccess.MayManage(row.OwnerId, caller) ? new(row.OriginalBlob, row.MediaType) : null,
            Rendition.Work => ProjectAccess.MayRead(row.OwnerId, caller) ? new(row.WorkBlob, "image/jpeg") : null,
            Rendition.Thumbnail => ProjectAccess.MayRead(row.OwnerId, caller) ? new(row.ThumbnailBlob, "image/jpeg") : null,
        };
    }

    private sealed class PictureRow
    {
        public string OriginalBlob { get; init; } = "";

        public string WorkBlob { get; init; } = "";

        public string ThumbnailBlob { get; init; } = "";

        public string MediaType { get; init; } = "";

        public Guid OwnerId { get; init; }
    }
}
