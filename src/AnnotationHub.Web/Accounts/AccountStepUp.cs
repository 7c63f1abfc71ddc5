using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Accounts;

/// <summary>What an administrator is told who has not confirmed who it is.</summary>
internal static class AccountStepUp
{
    /// <summary>Null where it is confirmed.</summary>
    public static async Task<string?> FaultAsync(StepUp stepUp, HttpContext http, string? password, IStringLocalizer<AccountsTexts> texts) =>
        await stepUp.ConfirmAsync(http, password) switch
        {
            StepUpOutcome.Confirmed => null,
            StepUpOutcome.Needed => texts["Users.Fault.StepUp"].Value,
            StepUpOutcome.Wrong => texts["Users.Fault.StepUpWrong"].Value,
            StepUpOutcome.Locked => texts["Users.Fault.StepUpLocked"].Value,
        };
}
