using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payees;

/// <summary>An annotator's own payee.</summary>
internal static class PayeeEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var payee = api.MapGroup("/me/payee").RequireAuthorization(Policies.Annotator).WithTags("Earnings");
        payee.MapGet("", GetAsync).WithSummary("Where the caller's money goes; numbers only by their last digits.");
        payee.MapPut("", PutAsync).WithTrail(TrailActions.PayeeChanged).WithSummary("Says where the caller's money goes. Asks for the password, or a token not older than ten minutes.");
    }

    private static async Task<Results<Ok<PayeeBody>, ProblemHttpResult>> GetAsync(CurrentUser caller, PayeeStore payees, Problems problems, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await payees.FindAsync(caller.Id, http.RequestAborted) is { } row ? TypedResults.Ok(PayeeBody.Of(row)) : problems.NotFound();
    }

    private static async Task<Results<Ok<PayeeBody>, ProblemHttpResult>> PutAsync(
        SavePayeeBody body, CurrentUser caller, PayeeStore payees, StepUp stepUp, Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        var payee = PayeeDetails.Of(body.HolderName, body.IdNumber, body.Phone, body.AccountNumber, body.BankName, body.BankCode);
        if (payee.Faults() is { Count: > 0 } faults) return problems.Invalid(faults.ToDictionary(f => f, f => new[] { texts[$"Payee.Fault.{f}"].Value }));
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, body.Password), problems, texts) is { } refusal) return refusal;
        await payees.SaveAsync(caller.Id, payee, caller.Id, time.GetUtcNow());
        return TypedResults.Ok(PayeeBody.Of((await payees.FindAsync(caller.Id))!));
    }
}

/// <summary>Body of <c>PUT /api/v1/me/payee</c>.</summary>
/// <param name="Password">The caller's own, where its token is older than ten minutes.</param>
public sealed record SavePayeeBody(string? HolderName, string? IdNumber, string? Phone, string? AccountNumber, string? BankName, string? BankCode, string? Password);

/// <param name="AccountTail">The last four digits.</param>
public sealed record PayeeBody(string HolderName, string AccountTail, DateTimeOffset ChangedAt)
{
    public static PayeeBody Of(PayeeRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.HolderName, row.AccountTail, row.ChangedAt);
    }
}
