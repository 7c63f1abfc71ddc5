using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payees;

/// <summary>The form's fields as typed.</summary>
public sealed record PayeeForm(string? HolderName, string? IdNumber, string? Phone, string? AccountNumber, string? BankName, string? BankCode);

/// <summary>Where an annotator's money goes. What is stored is shown by its last digits only, and typed anew to change it.</summary>
[Authorize(Policy = Policies.Annotator)]
[Trailed("", TrailActions.PayeeChanged)]
public sealed class PayeePage(PayeeStore payees, StepUp stepUp, IStringLocalizer<EarningsTexts> texts, TimeProvider time) : PageModel
{
    public PayeeRow? Payee { get; private set; }

    public PayeeForm Form { get; private set; } = new("", "", "", "", "", "");

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public string? Fault { get; private set; }

    public bool IsSaved { get; private set; }

    public async Task OnGetAsync(bool saved) =>
        (Payee, IsSaved) = (await payees.FindAsync(CurrentUser.Of(User).Id, HttpContext.RequestAborted), saved);

    public async Task<IActionResult> OnPostAsync([FromForm] PayeeForm form, [FromForm] string? password)
    {
        Form = form;
        var caller = CurrentUser.Of(User);
        var payee = PayeeDetails.Of(form.HolderName, form.IdNumber, form.Phone, form.AccountNumber, form.BankName, form.BankCode);
        Faults = payee.Faults();
        if (Faults.Count == 0) Fault = StepUpProblems.TextOf(await stepUp.ConfirmAsync(HttpContext, password), texts);
        if (Faults.Count > 0 || Fault is not null)
        {
            Payee = await payees.FindAsync(caller.Id, HttpContext.RequestAborted);
            return Page();
        }

        await payees.SaveAsync(caller.Id, payee, caller.Id, time.GetUtcNow());
        return Redirect("/earnings/payee?saved=true");
    }
}
