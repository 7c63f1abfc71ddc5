using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision.Hands;

/// <summary>An annotator's own hand in plain words: own faces only, all treated alike, so that nothing tells which of them was known.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class MySkillPage(HandStore hands, IStringLocalizer<SupervisionTexts> texts) : PageModel
{
    /// <summary>Fewer say more about those faces than about the hand.</summary>
    public const int LeastFaces = 5;

    private const double LeastBiasPercent = 0.8;

    public AnnotatorHand Hand { get; private set; } = null!;

    /// <summary>Null with too few settled faces.</summary>
    public HandPictures? Pictures { get; private set; }

    public async Task OnGetAsync(string? scheme, CancellationToken cancellation)
    {
        Hand = (await hands.FindAsync(CurrentUser.Of(User).Id, scheme, cancellation))!;
        if (Hand.Scheme is not null && Hand.Faces.Count >= LeastFaces) Pictures = new HandPictures(Hand, texts);
    }

    /// <summary>Mean tolerance of a kind's landmarks: what its mean error is held against.</summary>
    public double TolerancePercent(LandmarkKind kind) => Hand.Scheme!.Landmarks.Where(l => Hand.Scheme.Kinds[l.Index] == kind).Average(l => l.TolerancePercent);

    /// <summary>Where the hand leans on a kind's landmarks, as a sentence; null where it does not.</summary>
    public string? Lean(LandmarkKind kind)
    {
        var all = Pictures!.Record.Landmarks.Where((l, i) => l.Faces > 0 && Hand.Scheme!.Kinds[i] == kind).ToList();
        var (x, y) = (all.Average(l => l.Bias.X), all.Average(l => l.Bias.Y));
        if (Math.Max(Math.Abs(x), Math.Abs(y)) < LeastBiasPercent) return null;
        var key = Math.Abs(y) >= Math.Abs(x) ? (y < 0 ? "Lean.up" : "Lean.down") : (x < 0 ? "Lean.ownRight" : "Lean.ownLeft");
        return texts[key, Math.Max(Math.Abs(x), Math.Abs(y)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)];
    }
}
