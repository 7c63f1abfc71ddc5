using System.Globalization;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings;

/// <summary>An annotator's own money.</summary>
internal static class EarningsEndpoints
{
    private const int RecentEntries = 20;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/me/earnings").RequireAuthorization(Policies.Annotator).WithTags("Earnings");
        mine.MapGet("", GetAsync).WithSummary("Balances, today, this month, effective hourly rate, newest entries.");
        mine.MapGet("/entries", EntriesAsync).WithSummary("Every ledger entry with its reason and trace code, newest first.");
    }

    private static async Task<Ok<EarningsBody>> GetAsync(
        CurrentUser caller, Database database, EarningsStore earnings, StatementStore statement, IOptions<EarningsOptions> options, TimeProvider time, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var summary = await earnings.FindAsync(caller.Id, time.GetUtcNow(), http.RequestAborted);
        var entries = await statement.FindAsync(caller.Id, summary.Currency, null, RecentEntries, http.RequestAborted);
        var bounced = await PayoutNotes.LastAsync(database, caller.Id, summary.Currency, http.RequestAborted);
        return TypedResults.Ok(EarningsBody.Of(summary, options.Value.HourlyFloorMoney, entries, bounced));
    }

    /// <param name="after">The <c>next</c> of the page before.</param>
    private static async Task<Results<Ok<StatementPage>, ProblemHttpResult>> EntriesAsync(
        CurrentUser caller, StatementStore statement, EarningsStore earnings, Problems problems, HttpContext http, int? limit, string? after)
    {
        http.Response.Headers.CacheControl = "no-store";
        long? before = null;
        if (after is not null)
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return problems.InvalidAfter();
            before = number;
        }

        var size = Math.Clamp(limit ?? DefaultLimit, 1, MaximumLimit);
        // One more than is shown tells whether there is a next page.
        var found = await statement.FindAsync(caller.Id, earnings.Currency, before, size + 1, http.RequestAborted);
        var shown = found.Take(size).Select(e => StatementEntryBody.Of(e, earnings.Currency)).ToList();
        return TypedResults.Ok(new StatementPage(shown, found.Count > size ? shown[^1].Id : null));
    }
}

/// <summary>A page of the statement; <paramref name="Next"/> is the next page's <c>after</c>, null at the end.</summary>
public sealed record StatementPage(IReadOnlyList<StatementEntryBody> Items, string? Next);
