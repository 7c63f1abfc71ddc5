using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings;

/// <summary>The refusals of who has not confirmed who it is.</summary>
internal static class StepUpProblems
{
    /// <summary>Null where it is confirmed.</summary>
    public static ProblemHttpResult? Of(StepUpOutcome outcome, Problems problems, IStringLocalizer<EarningsTexts> texts) => outcome switch
    {
        StepUpOutcome.Confirmed => null,
        StepUpOutcome.Needed => problems.Problem(StatusCodes.Status403Forbidden, "step-up-needed", texts["StepUp.Needed"]),
        StepUpOutcome.Wrong => problems.Problem(StatusCodes.Status403Forbidden, "step-up-wrong", texts["StepUp.Wrong"]),
        StepUpOutcome.Locked => problems.Problem(StatusCodes.Status423Locked, "locked", texts["StepUp.Locked"]),
    };

    /// <summary>The same for a page; null where it is confirmed.</summary>
    public static string? TextOf(StepUpOutcome outcome, IStringLocalizer<EarningsTexts> texts) => outcome switch
    {
        StepUpOutcome.Confirmed => null,
        StepUpOutcome.Needed => texts["StepUp.Needed"].Value,
        StepUpOutcome.Wrong => texts["StepUp.Wrong"].Value,
        StepUpOutcome.Locked => texts["StepUp.Locked"].Value,
    };
}
