using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Projects;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace AnnotationHub.Web.Images.Intake;

/// <param name="Status"><c>accepted</c>, <c>duplicate</c> or <c>rejected</c>.</param>
/// <param name="Reason">In the caller's language; null where there is nothing to say.</param>
/// <param name="Faces">How many faces the file brought into the project.</param>
public sealed record UploadedFileBody(string Name, FileStatus Status, string? Reason, int Faces);

/// <summary>Answer of <c>POST /api/v1/projects/{id}/images</c>: a line per file, an archive's one by one.</summary>
public sealed record UploadBody(IReadOnlyList<UploadedFileBody> Files, int Faces);

/// <summary>
/// <c>POST /api/v1/projects/{id}/images</c>: reads the multipart body as a stream, so that an upload of any size takes little memory.
/// Sent again it is harmless: what is in is reported as a duplicate.
/// </summary>
internal static class UploadEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/projects/{id:guid}/images", UploadAsync)
            .RequireAuthorization(Policies.Client).RequireRateLimiting(RateLimits.Upload).DisableAntiforgery()
            .Accepts<IFormFileCollection>("multipart/form-data").WithTags("Images")
            .WithSummary("Takes photographs, archives of photographs and landmark files in, and reports on each.");

    private static async Task<Results<Ok<UploadBody>, ProblemHttpResult>> UploadAsync(
        Guid id, string? landmarks, CurrentUser caller, ProjectAccess access, PhotographIntake intake, Problems problems,
        IStringLocalizer<ImagesTexts> texts, HttpContext http)
    {
        if (await access.FindOwnAsync(id, caller, http.RequestAborted) is not { } project) return problems.NotFound();
        if (project.StateNow == ProjectState.Closed)
            return problems.Problem(StatusCodes.Status409Conflict, "project-closed", texts["File.ProjectClosed"]);
        if (!LandmarkUses.TryParse(landmarks, out var use)) return problems.Invalid("landmarks", texts["Upload.LandmarksUse"]);
        if (Boundary(http.Request) is not { } boundary) return problems.Of(StatusCodes.Status415UnsupportedMediaType);

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = IntakeLimits.MaxRealBytes;
        var target = new IntakeProject(project.Id, ShippedSchemes.Find(project.SchemeKey)!, project.RedundancyMinimum);
        await using var session = intake.Open(target, use, http.RequestAborted);
        try
        {
            var reader = new MultipartReader(boundary, http.Request.Body);
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition()) continue;
                var sent = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                await session.AddAsync(ClientFileName.OfPart(HeaderUtilities.RemoveQuotes(sent).Value), section.Body);
            }
        }
        catch (SpoolFailedException failure)
        {
            intake.LogNotSpooled(failure);
            return problems.Problem(StatusCodes.Status507InsufficientStorage, "storage-full", texts["Upload.StorageFull"]);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or IOException && !http.RequestAborted.IsCancellationRequested && broken is not BadHttpRequestException)
        {
            return problems.Problem(StatusCodes.Status400BadRequest, "upload-broken", texts["Upload.Broken"]);
        }

        return TypedResults.Ok(Body(await session.CompleteAsync(), texts));
    }

    internal static UploadBody Body(UploadReport report, IStringLocalizer<ImagesTexts> texts) => new(
        [.. report.Files.Select(f => new UploadedFileBody(f.Name, f.Status, f.Reason is { } reason ? texts[reason.Key, reason.Arguments].Value : null, f.Faces))],
        report.Faces);

    private static string? Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.HasValue && boundary.Length is > 0 and <= 200 ? boundary.Value : null;
    }
}
