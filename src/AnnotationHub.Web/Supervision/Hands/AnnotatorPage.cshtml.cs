using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision.Hands;

/// <summary>One annotator as a supervisor sees the work: how exact, where it leans, whether it drifts, what came back.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class AnnotatorPage(HandStore hands, HandHistoryStore history, SkillStore skills, IStringLocalizer<SupervisionTexts> texts) : PageModel
{
    public AnnotatorHand Hand { get; private set; } = null!;

    /// <summary>Null before the first settled face.</summary>
    public HandPictures? Pictures { get; private set; }

    /// <summary>Of the scheme shown.</summary>
    public SchemeSkillBody? Skill { get; private set; }

    public IReadOnlyList<HandEvent> Events { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string? scheme, CancellationToken cancellation)
    {
        if (await hands.FindAsync(id, scheme, cancellation) is not { } hand) return NotFound();
        Hand = hand;
        Events = await history.FindAsync(id, cancellation);
        if (hand.Scheme is null || hand.Faces.Count == 0) return Page();
        Pictures = new HandPictures(hand, texts);
        Skill = (await skills.FindAsync(id, cancellation))?.Schemes.FirstOrDefault(s => s.Scheme == hand.Scheme.Key);
        return Page();
    }
}
