using AnnotationHub.Web.Programme;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Accounts;

/// <summary>The form of a new account, as typed.</summary>
public sealed record NewAccountForm(string? UserName, string? DisplayName, string? Role, string? County, string? Township, string? Village);

/// <summary>All accounts in the order of their names, and a form for one more.</summary>
[Authorize(Policy = Policies.Admin)]
[Trailed("", TrailActions.AccountCreated)]
public sealed class UsersPage(AccountStore accounts, AccountDesk desk, StepUp stepUp, Places places, IStringLocalizer<AccountsTexts> texts, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public string Search { get; private set; } = "";

    public string After { get; private set; } = "";

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; private set; }

    public NewAccountForm Form { get; private set; } = new("", "", UserRoles.Annotator, places.County, "", "");

    public Places Places => places;

    public string? Fault { get; private set; }

    public async Task OnGetAsync(string? search, string? after)
    {
        (Search, After) = (search?.Trim() ?? "", after ?? "");
        var rows = await accounts.PageAsync(Search, After, PageSize + 1, HttpContext.RequestAborted);
        Accounts = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Accounts[^1].NormalizedUserName : null;
    }

    public async Task<IActionResult> OnPostAsync([FromForm] NewAccountForm form, [FromForm] string? ownPassword)
    {
        Form = form;
        string[] roles = [form.Role ?? ""];
        // An annotator can do no harm; every other role opens doors.
        if (form.Role != UserRoles.Annotator) Fault = await AccountStepUp.FaultAsync(stepUp, HttpContext, ownPassword, texts);
        if (Fault is null)
        {
            var account = new NewAccount(Text(form.UserName), Text(form.DisplayName), roles, Text(form.County), Text(form.Township), Text(form.Village));
            var (outcome, id) = await desk.CreateAsync(account, Now, HttpContext.RequestAborted);
            if (outcome == CreateAccountOutcome.Created) return Redirect($"/admin/users/{id:D}?saved=true");
            Fault = FaultOf(outcome);
        }

        await OnGetAsync(null, null);
        return Page();
    }

    private string? FaultOf(CreateAccountOutcome outcome) => outcome switch
    {
        CreateAccountOutcome.Created => null,
        CreateAccountOutcome.UserNameUnfit => texts["Users.Fault.UserName"].Value,
        CreateAccountOutcome.NameTaken => texts["Users.Fault.NameTaken"].Value,
        CreateAccountOutcome.RolesUnfit => texts["Users.Fault.Role"].Value,
        CreateAccountOutcome.TooLong => texts["Users.Fault.TooLong"].Value,
        CreateAccountOutcome.TownshipUnknown => texts["Users.Fault.Township", places.County].Value,
    };

    private static string Text(string? typed) => typed?.Trim() ?? "";
}
