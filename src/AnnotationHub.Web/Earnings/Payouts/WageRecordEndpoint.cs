using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>The wage record of a month over HTTP.</summary>
internal static class WageRecordEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/wage-records/{month}", GetAsync).RequireAuthorization(Policies.Admin).WithTrail(TrailActions.WageRecord).WithTags("Payouts")
            .WithSummary("The wage record of a month (yyyy-MM) as CSV; for a token not older than ten minutes, as it carries identity numbers.");

    /// <summary>Null for anything but <c>yyyy-MM</c>.</summary>
    public static BusinessDay? MonthOf(string? month) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? new BusinessDay(first) : null;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        string month, WageRecordStore records, IOptions<EarningsOptions> options, StepUp stepUp, Problems problems, IStringLocalizer<EarningsTexts> texts, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (MonthOf(month) is not { } first) return problems.NotFound();
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, null), problems, texts) is { } refusal) return refusal;
        var file = WageRecordFile.Of(options.Value.Employer, first, await records.FindAsync(first, withNumbers: true, http.RequestAborted));
        return TypedResults.Bytes(file, "text/csv; charset=utf-8", $"wages-{month}.csv");
    }
}
