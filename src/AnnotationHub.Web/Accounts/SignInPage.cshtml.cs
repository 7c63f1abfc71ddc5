using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Accounts;

/// <summary>The sign-in page; each role then lands where its work is.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInPage(SignIn signIn, SignedInUserStore users, TimeProvider clock, IStringLocalizer<AccountsTexts> texts) : PageModel
{
    public string? ReturnUrl { get; private set; }

    public string UserName { get; private set; } = "";

    /// <summary>What went wrong, in the reader's language; null at first.</summary>
    public string? Fault { get; private set; }

    public IActionResult OnGet(string? returnUrl)
    {
        ReturnUrl = returnUrl;
        return CurrentUser.Find(User) is { } user ? LocalRedirect(Navigation.LandingPath(user)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? userName, string? password, string? returnUrl)
    {
        (UserName, ReturnUrl) = (userName ?? "", returnUrl);
        var now = clock.GetUtcNow();
        var result = await signIn.TryAsync(UserName, password ?? "", now, HttpContext.RequestAborted);
        if (result.Outcome == SignInOutcome.SignedIn && await users.FindAsync(result.User!.Id) is { } user) return await WelcomeAsync(user);

        Fault = result.Outcome switch
        {
            SignInOutcome.Locked => texts["SignIn.Locked", Math.Ceiling((result.LockedUntil!.Value - now).TotalMinutes)],
            SignInOutcome.Disabled or SignInOutcome.SignedIn => texts["SignIn.Disabled"],
            SignInOutcome.WrongNameOrPassword => texts["SignIn.Wrong"],
        };
        return Page();
    }

    private async Task<IActionResult> WelcomeAsync(SignedInUser user)
    {
        var principal = UserClaims.Principal(user, AuthenticationSetup.CookieScheme);
        await HttpContext.SignInAsync(AuthenticationSetup.CookieScheme, principal);
        var home = Navigation.LandingPath(CurrentUser.Of(principal));
        return LocalRedirect(LocalPaths.OrHome(ReturnUrl) is { Length: > 1 } asked ? asked : home);
    }
}
