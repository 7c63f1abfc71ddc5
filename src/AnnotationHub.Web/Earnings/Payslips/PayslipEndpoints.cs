using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>An annotator's own payslips over HTTP.</summary>
internal static class PayslipEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/me/payslips").RequireAuthorization(Policies.Annotator).WithTags("Earnings");
        mine.MapGet("", async (CurrentUser caller, PayslipStore payslips, CancellationToken cancellation) =>
            new PayslipMonths(await payslips.MonthsAsync(caller.Id, cancellation))).WithSummary("The months with money in them, newest first.");
        mine.MapGet("/{month}", GetAsync).WithSummary("A month's payslip; with Accept: application/pdf the paper.");
    }

    private static async Task<Results<Ok<PayslipBody>, FileContentHttpResult, ProblemHttpResult>> GetAsync(
        string month, CurrentUser caller, PayslipStore payslips, IOptions<EarningsOptions> options, Problems problems, IStringLocalizer<EarningsTexts> texts, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        if (WageRecordEndpoint.MonthOf(month) is not { } first) return problems.NotFound();
        var slip = await payslips.FindAsync(caller.Id, first, http.RequestAborted);
        var name = http.User.FindFirst(UserClaims.DisplayName)?.Value ?? caller.UserName;
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Bytes(PayslipPdf.Of(slip, name, options.Value.Employer, texts), "application/pdf", $"payslip-{month}.pdf")
            : TypedResults.Ok(PayslipBody.Of(slip));
    }
}

/// <param name="Items">As <c>yyyy-MM</c>.</param>
public sealed record PayslipMonths(IReadOnlyList<string> Items);

/// <param name="Earned">What each kind of event earned (or took), by its camelCase name.</param>
/// <param name="Deductions">None, by rule.</param>
/// <param name="Reference">The ledger's hash at the person's last entry of the month, shortened.</param>
public sealed record PayslipBody(
    string Month, int Faces, long ActiveSeconds, IReadOnlyDictionary<string, MoneyBody> Earned, MoneyBody Gross, MoneyBody Deductions, MoneyBody Paid, string? Reference)
{
    public static PayslipBody Of(Payslip slip)
    {
        ArgumentNullException.ThrowIfNull(slip);
        return new(
            slip.Month.ToString()[..7], slip.Faces, (long)slip.Active.TotalSeconds,
            slip.EarnedE4.ToDictionary(e => EnumText.Of(e.Key), e => MoneyBody.Of(e.Value, slip.Currency)),
            MoneyBody.Of(slip.GrossE4, slip.Currency), MoneyBody.Of(Money.Zero(slip.Currency)), MoneyBody.Of(slip.PaidE4, slip.Currency), slip.Reference);
    }
}
