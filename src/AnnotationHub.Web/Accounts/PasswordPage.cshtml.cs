using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Accounts;

/// <summary>Where a password link leads. Opening it does not use it up: link previews and a second look do no harm.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class PasswordPage(
    PasswordLinkStore links, IPasswordHasher<AppUser> hasher, PasswordGate gate, TimeProvider clock, IStringLocalizer<AccountsTexts> texts) : PageModel
{
    /// <summary>Whose password it is; null where the link is no longer good.</summary>
    public string? UserName { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>What is wrong with the password, in the reader's language.</summary>
    public string? Fault { get; private set; }

    public async Task OnGetAsync(string token) =>
        UserName = (await links.FindAsync(token, clock.GetUtcNow(), HttpContext.RequestAborted))?.UserName;

    public async Task OnPostAsync(string token, string? password, string? repeated)
    {
        var now = clock.GetUtcNow();
        await OnGetAsync(token);
        if (UserName is null) return;
        Fault = FaultOf(password ?? "", repeated);
        if (Fault is not null) return;
        var hash = await gate.RunAsync(() => hasher.HashPassword(new AppUser(), password!), HttpContext.RequestAborted);
        IsDone = await links.SetPasswordAsync(token, hash, now, HttpContext.RequestAborted);
        // Somebody else used the link while this password was being hashed.
        if (!IsDone) UserName = null;
    }

    private string? FaultOf(string password, string? repeated) => PasswordRules.FaultOf(password) switch
    {
        PasswordFault.TooShort => texts["PasswordLink.TooShort", PasswordRules.LeastLength],
        PasswordFault.TooPlain => texts["PasswordLink.TooPlain", PasswordRules.LeastDifferent],
        null => password == repeated ? null : texts["PasswordLink.Differs"].Value,
    };
}
