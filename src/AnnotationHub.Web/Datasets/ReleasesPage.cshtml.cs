using System.Globalization;
using AnnotationHub.Domain.Datasets;
using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Projects;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Datasets;

/// <summary>A project's releases for people: the list, one release with its quality and files, and the command that downloads them.</summary>
[Authorize(Policy = Policies.ProjectReader)]
public sealed class ReleasesPage : PageModel
{
    private const int Shown = 100;
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    private readonly ReleaseStore releases;
    private readonly ProjectAccess access;

    public ReleasesPage(IServiceProvider services, ProjectAccess access)
    {
        // The store is internal: no public constructor may name it.
        releases = services.GetRequiredService<ReleaseStore>();
        this.access = access;
    }

    public Project Project { get; private set; } = new();

    internal IReadOnlyList<ReleaseRow> Releases { get; private set; } = [];

    /// <summary>The one shown in full: the one asked for, else the newest; null where there is none.</summary>
    internal ReleaseRow? Selected { get; private set; }

    internal IReadOnlyList<ReleaseFileRow> Files { get; private set; } = [];

    public QualityReport? Quality { get; private set; }

    public LandmarkScheme? Scheme { get; private set; }

    /// <summary>Why the release that was just asked for was refused.</summary>
    internal ReleaseRefusal? Refusal { get; private set; }

    /// <summary>May start releases and download them.</summary>
    public bool IsOwner { get; private set; }

    /// <summary>Made by this request; shown once.</summary>
    public string? Token { get; private set; }

    public DateTimeOffset TokenExpiresAt { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid projectId, int? number, CancellationToken cancellation) =>
        await LoadAsync(projectId, number, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid projectId, [FromServices] TimeProvider clock, CancellationToken cancellation)
    {
        var user = CurrentUser.Of(User);
        if (await access.FindOwnAsync(projectId, user, cancellation) is not { } project) return NotFound();
        var request = await releases.RequestAsync(project.Id, user.Id, clock.GetUtcNow(), cancellation);
        if (request.Refusal is { } refusal)
        {
            Refusal = refusal;
            return await LoadAsync(projectId, null, cancellation) ? Page() : NotFound();
        }

        HttpContext.RequestServices.GetRequiredService<ReleaseSignal>().Set();
        return Redirect($"/projects/{project.Id:D}/releases/{request.Started.ToString(CultureInfo.InvariantCulture)}");
    }

    public async Task<IActionResult> OnPostTokenAsync(
        Guid projectId, int? number, [FromServices] SessionTokenStore tokens, [FromServices] TimeProvider clock, CancellationToken cancellation)
    {
        if (!await LoadAsync(projectId, number, cancellation) || !IsOwner) return NotFound();
        var now = clock.GetUtcNow();
        TokenExpiresAt = now + TokenLife;
        Token = await tokens.IssueAsync(CurrentUser.Of(User).Id, now, TokenExpiresAt, cancellation);
        return Page();
    }

    /// <summary>
    /// Downloads or goes on downloading all files into the current folder, then checks them in any case: older curls call a file that is already complete (416)
    /// a failure.
    /// </summary>
    /// <param name="token">The token, or what stands for it.</param>
    public string Command(string token)
    {
        var names = string.Join(',', Files.Select(f => f.FileName));
        var address = $"{Request.Scheme}://{Request.Host}/api/v1/projects/{Project.Id:D}/releases/{Selected!.Number.ToString(CultureInfo.InvariantCulture)}/files/{{{names}}}";
        return $"curl --fail --location --continue-at - --remote-name-all --header \"Authorization: Bearer {token}\" \"{address}\"; sha256sum --check {ChecksumList.FileName}";
    }

    internal static ReleaseState StateOf(ReleaseRow release) => EnumText.Parse<ReleaseState>(release.State);

    internal static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };

    private async Task<bool> LoadAsync(Guid projectId, int? number, CancellationToken cancellation)
    {
        var user = CurrentUser.Of(User);
        if (await access.FindReadableAsync(projectId, user, cancellation) is not { } project) return false;
        Project = project;
        IsOwner = ProjectAccess.MayManage(project.OwnerId, user);
        Scheme = ShippedSchemes.Find(project.SchemeKey);
        Releases = await releases.ListAsync(projectId, int.MaxValue, Shown, cancellation);
        if ((number ?? (Releases.Count > 0 ? Releases[0].Number : null)) is not { } wanted) return true;
        Selected = await releases.FindAsync(projectId, wanted, cancellation);
        if (Selected is null) return false;
        Files = await releases.FilesAsync(projectId, wanted, cancellation);
        Quality = Selected.QualityJson is { } json ? QualityReport.FromJson(json) : null;
        return true;
    }
}
