using AnnotationHub.Web.Programme;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

/// <summary>One account: its link, its roles, and whether it may sign in.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("Link", TrailActions.PasswordLink)]
[Trailed("Roles", TrailActions.AccountChanged)]
[Trailed("Place", TrailActions.AccountChanged)]
[Trailed("Disable", TrailActions.AccountChanged)]
[Trailed("Enable", TrailActions.AccountChanged)]
public sealed class AccountPage(
    AccountStore accounts, AccountDesk desk, StepUp stepUp, Places places, IOptions<AccountsOptions> options, IStringLocalizer<AccountsTexts> texts, TimeProvider clock) : PageModel
{
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public int LinkHours { get; } = options.Value.PasswordLinkHours;

    public AccountRow Account { get; private set; } = null!;

    public Places Places => places;

    /// <summary>The link that was made just now; it is shown this once.</summary>
    public string? Link { get; private set; }

    public string? Fault { get; private set; }

    public bool IsSaved { get; private set; }

    /// <summary>Only an annotator's link is handed out without asking again who is there: any other opens doors.</summary>
    public bool NeedsStepUpForLink => Account.Roles.Any(r => r != UserRoles.Annotator);

    public async Task<IActionResult> OnGetAsync(Guid id, bool saved)
    {
        IsSaved = saved;
        return await ShowAsync(id);
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, [FromForm] string? ownPassword)
    {
        if (await accounts.FindAsync(id, HttpContext.RequestAborted) is not { } account) return NotFound();
        Account = account;
        if (NeedsStepUpForLink) Fault = await AccountStepUp.FaultAsync(stepUp, HttpContext, ownPassword, texts);
        if (Fault is null && await desk.IssueLinkAsync(id, Now, HttpContext.RequestAborted) is { } path)
        {
            Link = $"{Request.Scheme}://{Request.Host}{path}";
            HttpContext.TrailDone();
        }

        return await ShowAsync(id);
    }

    public async Task<IActionResult> OnPostRolesAsync(Guid id, [FromForm] string[] roles, [FromForm] string? ownPassword)
    {
        HttpContext.TrailNote(string.Join(',', roles.Where(UserRoles.All.Contains)));
        Fault = await AccountStepUp.FaultAsync(stepUp, HttpContext, ownPassword, texts);
        return Fault is null ? await AfterAsync(id, await desk.SetRolesAsync(id, roles, HttpContext.RequestAborted)) : await ShowAsync(id);
    }

    public async Task<IActionResult> OnPostPlaceAsync(Guid id, [FromForm] string? county, [FromForm] string? township, [FromForm] string? village)
    {
        HttpContext.TrailNote("place");
        return await AfterAsync(id, await desk.SetPlaceAsync(id, county?.Trim() ?? "", township?.Trim() ?? "", village?.Trim() ?? "", HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid id) => await AfterAsync(id, await desk.DisableAsync(id, Now, HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostEnableAsync(Guid id) => await AfterAsync(id, await desk.EnableAsync(id, HttpContext.RequestAborted));

    internal static string BadgeOf(string state) => state switch
    {
        "active" => "ok",
        "disabled" => "bad",
        "locked" => "warn",
        _ => "",
    };

    private async Task<IActionResult> AfterAsync(Guid id, ChangeAccountOutcome outcome)
    {
        switch (outcome)
        {
            case ChangeAccountOutcome.Changed: return Redirect($"/admin/users/{id:D}?saved=true");
            case ChangeAccountOutcome.NotFound: return NotFound();
            case ChangeAccountOutcome.RolesUnfit: Fault = texts["Users.Fault.Role"]; break;
            case ChangeAccountOutcome.LastAdministrator: Fault = texts["Users.Fault.LastAdministrator"]; break;
            case ChangeAccountOutcome.TooLong: Fault = texts["Users.Fault.TooLong"]; break;
            case ChangeAccountOutcome.TownshipUnknown: Fault = texts["Users.Fault.Township", places.County]; break;
        }

        return await ShowAsync(id);
    }

    private async Task<IActionResult> ShowAsync(Guid id)
    {
        if (await accounts.FindAsync(id, HttpContext.RequestAborted) is not { } account) return NotFound();
        Account = account;
        return Page();
    }
}
