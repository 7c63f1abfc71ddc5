using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Quality;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Projects;

/// <param name="What">In the reader's language.</param>
/// <param name="Who">A pseudonym, or empty.</param>
public sealed record TimelineLine(DateTimeOffset When, string What, string Who, string Detail);

/// <summary>One face: its photograph with the consensus over it, and all that was done to it.</summary>
[Authorize(Policy = Policies.ProjectReader)]
public sealed class FacePage(
    ProjectAccess access, FaceStore faces, FaceHistoryStore histories, KnownFaces knownFaces, IStringLocalizer<ProjectsTexts> texts, TimeProvider time) : PageModel
{
    public Project Project { get; private set; } = new();

    public FaceRow Face { get; private set; } = new();

    public FaceHistory History { get; private set; } = new([], [], [], [], [], 0);

    /// <summary>The part of the photograph that is shown.</summary>
    public WorkView View { get; private set; } = WorkView.Whole(1, 1);

    /// <summary>The consensus; empty while there is none.</summary>
    public IReadOnlyList<PlacedLandmark> Landmarks { get; private set; } = [];

    /// <summary>The scheme's contours through them, as points of SVG lines.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public IReadOnlyList<TimelineLine> Timeline { get; private set; } = [];

    /// <summary>The viewer's name, over a photograph that is not the viewer's own.</summary>
    public string? Watermark { get; private set; }

    public async Task<IActionResult> OnGetAsync(string traceCode, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (TraceCode.Parse(traceCode) is not { } code || await faces.FindAsync(code, cancellation) is not { } face) return NotFound();
        if (await access.FindReadableAsync(face.ProjectId, caller, cancellation) is not { } project) return NotFound();
        (Project, Face) = (project, face);
        History = await histories.ReadAsync(face.Id, cancellation);
        View = WorkView.For(face.WidthPx, face.HeightPx, new FaceBox(face.BoxX, face.BoxY, face.BoxWidth, face.BoxHeight));
        Landmarks = face.ConsensusLandmarks is { } packed ? PackedLandmarks.Unpack(packed) : [];
        Lines = ShippedSchemes.Find(project.SchemeKey) is { } scheme && Landmarks.Count == scheme.Count ? LinesOf(scheme) : [];
        Timeline = [.. TimelineOf(project).OrderBy(l => l.When)];
        Watermark = project.OwnerId == caller.Id ? null : caller.UserName;
        return Page();
    }

    /// <summary>A supervisor's alone: the known landmarks are wrong, and whoever they failed is made good.</summary>
    public bool MayWithdraw => Face.IsGold && CurrentUser.Of(User) is { IsSupervisor: true } or { IsAdmin: true };

    public async Task<IActionResult> OnPostWithdrawAsync(string traceCode, [FromForm] string? reason, CancellationToken cancellation)
    {
        var caller = CurrentUser.Of(User);
        if (!caller.IsSupervisor && !caller.IsAdmin) return NotFound();
        if (!string.IsNullOrWhiteSpace(reason) && reason.Length <= 1000)
            await knownFaces.WithdrawAsync(traceCode, caller.Id, reason.Trim(), time.GetUtcNow(), cancellation);
        return LocalRedirect($"/faces/{Uri.EscapeDataString(traceCode)}");
    }

    private IReadOnlyList<string> LinesOf(LandmarkScheme scheme) =>
    [
        .. scheme.Contours.Select(contour => (contour.Closed ? contour.Landmarks.Add(contour.Landmarks[0]) : contour.Landmarks).Where(i => Landmarks[i].HasPosition))
            .Select(line => string.Join(' ', line.Select(i => $"{ProjectDisplay.Svg(Landmarks[i].Point.X)},{ProjectDisplay.Svg(Landmarks[i].Point.Y)}"))),
    ];

    private IEnumerable<TimelineLine> TimelineOf(Project project)
    {
        yield return new(Face.CreatedAt, texts["Event.arrived"], "", Face.FileName);
        foreach (var a in History.Assignments)
        {
            yield return new(a.ClaimedAt, texts["Event.claimed"], a.Annotator, "");
            if (a.State is "skipped" or "expired" && a.ClosedAt is { } closed) yield return new(closed, texts[$"Event.{a.State}"], a.Annotator, a.SkipReason ?? "");
        }

        foreach (var a in History.Annotations) yield return new(a.SubmittedAt, texts["Event.submitted"], a.Annotator, "");
        foreach (var d in History.Adjudications) yield return new(d.DecidedAt, texts["Event.adjudicated"], d.Supervisor, d.Reason);
        foreach (var p in History.Payments) yield return new(p.OccurredAt, texts["Event.paid"], "", $"{p.Amount.Amount} {project.Currency}");
    }
}
