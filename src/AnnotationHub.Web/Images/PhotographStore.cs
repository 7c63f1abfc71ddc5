using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Images.Intake;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Images;

/// <summary>A photograph whose pictures are in the image store, ready to become a row.</summary>
/// <param name="UploadSha256">Of the bytes as they were uploaded, in small hex.</param>
public sealed record StoredPhotograph(
    string FileName, string UploadSha256, NormalisedPhotograph Normalised, string OriginalBlob, string WorkBlob, string ThumbnailBlob);

/// <summary>What became of adding a photograph.</summary>
public enum PhotographAddition
{
    /// <summary>It is in, with its faces.</summary>
    Added,

    /// <summary>The project has the same bytes already.</summary>
    Duplicate,

    /// <summary>The project is closed, or gone.</summary>
    ProjectClosed,
}

/// <summary>Photographs as rows. Their pictures are stored before; a row without its pictures never exists.</summary>
public sealed class PhotographStore(Database database)
{
    private const string KnownSql = "SELECT COUNT(*) FROM photograph WHERE project_id = @projectId AND upload_sha256 = @uploadSha256";

    /// <summary>Whether the project has these bytes: asked before the work of decoding them, and again by the write.</summary>
    public async Task<bool> IsKnownAsync(Guid projectId, string uploadSha256, CancellationToken cancellation) =>
        await database.ScalarAsync<long>(KnownSql, new { projectId, uploadSha256 }, cancellation) > 0;

    private const string OpenForUploadSql = "SELECT COUNT(*) FROM project WHERE id = @projectId AND state <> 'closed'";

    private const string InsertSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type,
            width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @projectId, @fileName, @uploadSha256, @originalBlob, @workBlob, @thumbnailBlob, @mediaType,
            @widthPx, @heightPx, @orientation, @rawWidthPx, @rawHeightPx, @now)
        """;

    /// <summary>The photograph and all of its faces, in one transaction.</summary>
    public async Task<PhotographAddition> AddAsync(
        IntakeProject project, StoredPhotograph photograph, IReadOnlyList<PlannedFace> faces, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(session => AddAsync(session, project, photograph, faces, now), cancellation);
        }
        catch (Exception failure) when (database.Dialect.IsUniqueViolation(failure))
        {
            // Two uploads of the same file at once, on two nodes: the other was first.
            return PhotographAddition.Duplicate;
        }
    }

    private static async Task<PhotographAddition> AddAsync(
        DbSession session, IntakeProject project, StoredPhotograph photograph, IReadOnlyList<PlannedFace> faces, DateTimeOffset now)
    {
        if (await session.ScalarAsync<long>(OpenForUploadSql, new { projectId = project.Id }) == 0) return PhotographAddition.ProjectClosed;
        var known = new { projectId = project.Id, uploadSha256 = photograph.UploadSha256 };
        if (await session.ScalarAsync<long>(KnownSql, known) > 0) return PhotographAddition.Duplicate;

        var id = Guid.CreateVersion7(now);
        await session.ExecuteAsync(InsertSql, new
        {
            id,
            projectId = project.Id,
            fileName = photograph.FileName,
            uploadSha256 = photograph.UploadSha256,
            originalBlob = photograph.OriginalBlob,
            workBlob = photograph.WorkBlob,
            thumbnailBlob = photograph.ThumbnailBlob,
            mediaType = photograph.Normalised.MediaType,
            widthPx = photograph.Normalised.Width,
            heightPx = photograph.Normalised.Height,
            orientation = photograph.Normalised.Orientation,
            rawWidthPx = photograph.Normalised.RawWidth,
            rawHeightPx = photograph.Normalised.RawHeight,
            now,
        });
        await ProjectTally.ArrivedAsync(session, project.Id, photographs: 1, faces: 0, TaskState.Waiting);
        for (var i = 0; i < faces.Count; i++)
        {
            var task = new NewTask(project.Id, id, i + 1, faces[i].Box, project.LabelsWanted, faces[i].Truth, faces[i].StartingShape);
            await TaskIntake.AddAsync(session, task, now);
        }

        return PhotographAddition.Added;
    }
}
