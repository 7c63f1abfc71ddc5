using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>The proof of the ledger and the ways out of a freeze, for administrators.</summary>
internal static class LedgerEndpoints
{
    /// <summary>In characters.</summary>
    public const int MaximumReasonLength = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/ledger").RequireAuthorization(Policies.Admin).WithTags("Payouts");
        group.MapPost("/check", CheckAsync).WithSummary("Proves the ledger now; differences that nobody has explained stop payouts.");
        group.MapPost("/rebuild", RebuildAsync).WithTrail(TrailActions.LedgerRebuilt).WithSummary("Makes the cached sums anew from entries that prove clean.");
        group.MapPost("/remedies", ProposeAsync).WithTrail(TrailActions.RemedyProposed).WithSummary("Explains a difference, or proposes to take back a transaction that nothing accounts for.");
        group.MapPost("/remedies/{id:guid}/confirm", ConfirmAsync).WithTrail(TrailActions.RemedyConfirmed).WithSummary("Confirms what another administrator proposed.");
    }

    private static async Task<Ok<LedgerFindings>> CheckAsync(CurrentUser caller, LedgerDesk desk, TimeProvider time, HttpContext http) =>
        TypedResults.Ok(await desk.CheckAsync(caller.Id, time.GetUtcNow(), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> RebuildAsync(
        StepUpBody? body, LedgerDesk desk, StepUp stepUp, Problems problems, IStringLocalizer<EarningsTexts> texts, HttpContext http)
    {
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, body?.Password), problems, texts) is { } refusal) return refusal;
        return await desk.RebuildAsync(http.RequestAborted) switch
        {
            RebuildOutcome.Rebuilt or RebuildOutcome.NothingToDo => TypedResults.NoContent(),
            RebuildOutcome.EntriesDiffer => problems.Problem(StatusCodes.Status409Conflict, "entries-differ", texts["Ledger.EntriesDiffer"]),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ProposeAsync(
        ProposeRemedyBody body, CurrentUser caller, LedgerDesk desk, Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        if (body.Difference is null == body.Transaction is null) return problems.Invalid("difference", texts["Ledger.NeedsSubject"]);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaximumReasonLength) return problems.Invalid("reason", texts["Ledger.NeedsReason"]);
        var (reason, now) = (body.Reason.Trim(), time.GetUtcNow());
        var outcome = body.Transaction is { } seq
            ? await desk.ReverseAsync(seq, reason, caller.Id, now, http.RequestAborted)
            : await desk.ExplainAsync(body.Difference!, reason, caller.Id, now, http.RequestAborted);
        return outcome switch
        {
            ProposeOutcome.Proposed or ProposeOutcome.AlreadyProposed => TypedResults.NoContent(),
            ProposeOutcome.NoSuchDifference => problems.Problem(StatusCodes.Status409Conflict, "no-such-difference", texts["Ledger.NoSuchDifference"]),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(
        Guid id, StepUpBody? body, CurrentUser caller, LedgerDesk desk, StepUp stepUp, Problems problems, IStringLocalizer<EarningsTexts> texts,
        TimeProvider time, HttpContext http)
    {
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, body?.Password), problems, texts) is { } refusal) return refusal;
        return await desk.ConfirmAsync(id, caller.Id, time.GetUtcNow(), http.RequestAborted) switch
        {
            ConfirmOutcome.Confirmed or ConfirmOutcome.AlreadyConfirmed => TypedResults.NoContent(),
            ConfirmOutcome.NotFound => problems.NotFound(),
            ConfirmOutcome.SamePerson => problems.Problem(StatusCodes.Status409Conflict, "remedy-same-person", texts["Ledger.SamePerson"]),
            ConfirmOutcome.MoneyGone => problems.Problem(StatusCodes.Status409Conflict, "money-gone", texts["Ledger.MoneyGone"]),
        };
    }
}

/// <param name="Password">The caller's own, where its token is older than ten minutes.</param>
public sealed record StepUpBody(string? Password);

/// <summary>Body of <c>POST /api/v1/ledger/remedies</c>: either a difference to explain or a transaction to take back.</summary>
/// <param name="Difference">As the check words it.</param>
/// <param name="Transaction">Its number.</param>
public sealed record ProposeRemedyBody(string? Difference, long? Transaction, string? Reason);
