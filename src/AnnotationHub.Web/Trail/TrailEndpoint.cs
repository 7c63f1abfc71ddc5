using System.Globalization;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Trail;

/// <summary>The trail over HTTP, for administrators.</summary>
internal static class TrailEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/trail", GetAsync).RequireAuthorization(Policies.Admin).WithTags("Accounts")
            .WithSummary("Who did what, to which object, when, from which network, with what outcome; newest first.");

    private static async Task<Results<Ok<TrailPageBody>, ProblemHttpResult>> GetAsync(
        TrailStore trail, Problems problems, HttpContext http, int? limit, string? after, string? action)
    {
        http.Response.Headers.CacheControl = "no-store";
        long? before = null;
        if (after is not null)
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return problems.InvalidAfter();
            before = number;
        }

        var size = Math.Clamp(limit ?? DefaultLimit, 1, MaximumLimit);
        var found = await trail.PageAsync(action ?? "", before, size + 1, http.RequestAborted);
        var items = found.Take(size).Select(r => new TrailBody(r.Seq.ToString(CultureInfo.InvariantCulture), r.OccurredAt, r.ActionName, r.ActorName, r.Subject, r.Outcome, r.Origin)).ToList();
        return TypedResults.Ok(new TrailPageBody(items, found.Count > size ? items[^1].Id : null));
    }
}

/// <param name="Actor">User name; null for nobody.</param>
/// <param name="Origin">The caller's network.</param>
public sealed record TrailBody(string Id, DateTimeOffset OccurredAt, string Action, string? Actor, string? Subject, string Outcome, string Origin);

public sealed record TrailPageBody(IReadOnlyList<TrailBody> Items, string? Next);
