using System.Globalization;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Projects;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace AnnotationHub.Web.Datasets;

/// <summary>A project's releases: asking for one, watching it, downloading its files piece by piece.</summary>
internal static class ReleaseEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void Map(RouteGroupBuilder group)
    {
        group.WithTags("Releases");
        group.MapPost("", StartAsync).RequireAuthorization(Policies.Client).WithIdempotency()
            .WithSummary("Start a release of what is accepted now.").Produces<ReleaseStarted>(StatusCodes.Status202Accepted);
        group.MapGet("", ListAsync).RequireAuthorization(Policies.ProjectReader).WithSummary("The project's releases, the newest first.");
        group.MapGet("{number:int}", GetAsync).RequireAuthorization(Policies.ProjectReader).WithSummary("One release: its state, quality report and files.");
        group.MapMethods("{number:int}/files/{name}", [HttpMethods.Get, HttpMethods.Head], DownloadAsync).RequireAuthorization(Policies.Client)
            .WithSummary("A file of a release; Range, ETag and Digest make the download resumable and checkable.");
    }

    private static async Task<Results<Accepted<ReleaseStarted>, ProblemHttpResult>> StartAsync(
        Guid id, CurrentUser user, ProjectAccess access, ReleaseStore releases, ReleaseSignal signal, TimeProvider clock, Problems problems,
        IStringLocalizer<DatasetsTexts> texts, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, user, cancellation) is not { } project) return problems.NotFound();
        var request = await releases.RequestAsync(project.Id, user.Id, clock.GetUtcNow(), cancellation);
        if (request.Refusal is { } refusal) return Refused(refusal, problems, texts);
        var number = request.Started;
        signal.Set();
        return TypedResults.Accepted(Path(project.Id, number), new ReleaseStarted(number));
    }

    // For people a sentence, for programs the figures.
    private static ProblemHttpResult Refused(ReleaseRefusal refusal, Problems problems, IStringLocalizer<DatasetsTexts> texts)
    {
        var problem = problems.Problem(
            StatusCodes.Status409Conflict, "release-below-target", texts["Refused"],
            texts["Refused.Why", refusal.HighPercent, refusal.TargetPercent, refusal.MoreAudits, refusal.Waiting]);
        problem.ProblemDetails.Extensions["highPercent"] = Math.Round(100 * refusal.HighShare, 3);
        problem.ProblemDetails.Extensions["maximumDefectivePercent"] = Math.Round(100 * refusal.TargetShare, 3);
        problem.ProblemDetails.Extensions["moreAudits"] = refusal.MoreAudits;
        return problem;
    }

    private static async Task<Results<Ok<ReleasePage>, ProblemHttpResult>> ListAsync(
        Guid id, int? limit, string? after, CurrentUser user, ProjectAccess access, ReleaseStore releases, Problems problems, CancellationToken cancellation)
    {
        if (await access.FindReadableAsync(id, user, cancellation) is not { } project) return problems.NotFound();
        var before = int.MaxValue;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return problems.InvalidAfter();
        var count = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var rows = await releases.ListAsync(project.Id, before, count + 1, cancellation);
        var items = rows.Take(count).Select(r => ReleaseResponse.Of(r, [])).ToList();
        return TypedResults.Ok(new ReleasePage(items, rows.Count > count ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<ReleaseResponse>, ProblemHttpResult>> GetAsync(
        Guid id, int number, CurrentUser user, ProjectAccess access, ReleaseStore releases, Problems problems, CancellationToken cancellation)
    {
        if (await access.FindReadableAsync(id, user, cancellation) is not { } project) return problems.NotFound();
        if (await releases.FindAsync(project.Id, number, cancellation) is not { } release) return problems.NotFound();
        return TypedResults.Ok(ReleaseResponse.Of(release, await releases.FilesAsync(project.Id, number, cancellation)));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        Guid id, int number, string name, CurrentUser user, ProjectAccess access, ReleaseStore releases, IImageStore store, Problems problems, HttpResponse response, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, user, cancellation) is not { } project) return problems.NotFound();
        if ((await releases.FilesAsync(project.Id, number, cancellation)).FirstOrDefault(f => f.FileName == name) is not { } file) return problems.NotFound();
        // In the database and not in the store: what verify reports. Not the caller's fault, and not for ever.
        if (await store.OpenAsync(file.Sha256, cancellation) is not { } content) return problems.Of(StatusCodes.Status503ServiceUnavailable);

        var digest = Convert.ToBase64String(Convert.FromHexString(file.Sha256));
        response.Headers["Digest"] = $"sha-256={digest}";
        response.Headers["Repr-Digest"] = $"sha-256=:{digest}:";
        response.Headers.CacheControl = "private, no-cache";
        // Said, so that nothing compresses it on the way out: ranges and digest are of the file's own bytes.
        response.Headers.ContentEncoding = "identity";
        return TypedResults.Stream(content, file.MediaType, file.FileName, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    private static string Path(Guid projectId, int number) => $"/api/v1/projects/{projectId:D}/releases/{number.ToString(CultureInfo.InvariantCulture)}";
}
