using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Programme;

/// <summary>The programme's report over HTTP.</summary>
internal static class ProgrammeEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/programme/report", GetAsync).RequireAuthorization(Policies.Supervisor).WithTrail(TrailActions.ProgrammeFile, TrailMarks.IsFile).WithTags("Programme")
            .WithSummary("By county, township, village: trained, certified, active, hours, earnings by month; CSV with Accept: text/csv. Small groups are hidden.");

    private static async Task<Results<Ok<ProgrammeBody>, FileContentHttpResult>> GetAsync(
        ProgrammeDesk desk, IStringLocalizer<ProgrammeTexts> texts, TimeProvider time, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        var report = await desk.ReportAsync(time.GetUtcNow(), http.RequestAborted);
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Bytes(ProgrammeFile.Of(report, desk.Currency, texts), "text/csv; charset=utf-8", "programme.csv")
            : TypedResults.Ok(ProgrammeBody.Of(report, desk));
    }
}

/// <param name="SmallestGroup">Hours and earnings of fewer people are null, and with them what would give them away.</param>
/// <param name="MonthlyIncomeTarget">Per active person.</param>
public sealed record ProgrammeBody(int SmallestGroup, MoneyBody MonthlyIncomeTarget, IReadOnlyList<PlaceBody> Places)
{
    public static ProgrammeBody Of(ProgrammeReport report, ProgrammeDesk desk)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(desk);
        return new(desk.SmallestGroup, MoneyBody.Of(desk.Target), [.. report.Lines.Select(l => PlaceBody.Of(l, desk.Currency))]);
    }
}

/// <param name="Level"><c>all</c>, <c>county</c>, <c>township</c> or <c>village</c>.</param>
/// <param name="County">Null where the level is above it, empty where it was not entered.</param>
public sealed record PlaceBody(
    string Level, string? County, string? Township, string? Village, int Enrolled, int Trained, int Certified, int Active, IReadOnlyList<PlaceMonthBody> Months)
{
    private static readonly string[] LevelNames = ["all", "county", "township", "village"];

    public static PlaceBody Of(PlaceLine line, string currency)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new(
            LevelNames[line.Level], line.Path.ElementAtOrDefault(0), line.Path.ElementAtOrDefault(1), line.Path.ElementAtOrDefault(2),
            line.Enrolled, line.Trained, line.Certified, line.Active, [.. line.Months.Select(m => PlaceMonthBody.Of(m, currency))]);
    }
}

public sealed record PlaceMonthBody(string Month, int? Earners, double? Hours, MoneyBody? Earned, MoneyBody? AverageIncome)
{
    public static PlaceMonthBody Of(PlaceMonth month, string currency)
    {
        ArgumentNullException.ThrowIfNull(month);
        return new(
            month.Month.ToString()[..7], month.Earners, month.Active is { } active ? Math.Round(active.TotalHours, 2) : null,
            month.EarnedE4 is { } earned ? MoneyBody.Of(earned, currency) : null, month.AverageE4 is { } average ? MoneyBody.Of(new Money(average, currency)) : null);
    }
}
