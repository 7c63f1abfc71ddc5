using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>Corrects the bank's answer to an item over HTTP.</summary>
internal static class CorrectionEndpoint
{
    /// <summary>In characters.</summary>
    public const int MaximumReasonLength = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/payouts/{id}/items/{item:int}/correction", PostAsync).RequireAuthorization(Policies.Admin).WithTrail(TrailActions.PayoutCorrected).WithTags("Payouts")
            .WithSummary("Corrects an answer that was entered: paid money came back, or a slip. Asks for the password, or a token not older than ten minutes.");

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        string id, int item, CorrectItemBody body, CurrentUser caller, ItemCorrections corrections, EarningsNews news, StepUp stepUp, Problems problems,
        IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        if (!Guid.TryParseExact(id, "D", out var batch)) return problems.NotFound();
        if (body.State is not (PayoutItemState.Paid or PayoutItemState.Bounced)) return problems.Invalid("state", texts["Payout.NeedsAnswer"]);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaximumReasonLength) return problems.Invalid("reason", texts["Correction.NeedsReason"]);
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, body.Password), problems, texts) is { } refusal) return refusal;
        var now = time.GetUtcNow();
        var outcome = await corrections.CorrectAsync(batch, item, body.State == PayoutItemState.Paid, body.Reason.Trim(), caller.Id, now, http.RequestAborted);
        if (outcome == CorrectOutcome.Corrected) await news.TellOfItemAsync(batch, item, now);
        return outcome switch
        {
            CorrectOutcome.Corrected or CorrectOutcome.AlreadySo => TypedResults.NoContent(),
            CorrectOutcome.NotFound => problems.NotFound(),
            CorrectOutcome.NotSettled => problems.Problem(StatusCodes.Status409Conflict, "payout-not-settled", texts["Correction.NotSettled"]),
            CorrectOutcome.MoneyGone => problems.Problem(StatusCodes.Status409Conflict, "money-gone", texts["Correction.MoneyGone"]),
        };
    }
}

/// <summary>Body of <c>POST /api/v1/payouts/{id}/items/{item}/correction</c>.</summary>
/// <param name="State">How it should stand: <c>paid</c> or <c>bounced</c>.</param>
/// <param name="Password">The caller's own, where its token is older than ten minutes.</param>
public sealed record CorrectItemBody(PayoutItemState State, string? Reason, string? Password);
