using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Supervision;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>Flags over HTTP, for supervisors.</summary>
internal static class FlagEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;
    private const int MaximumNoteLength = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var flags = api.MapGroup("/supervision/flags").RequireAuthorization(Policies.Supervisor).WithTags("Supervision");
        flags.MapGet("", ListAsync).WithSummary("What about annotators' work a person should look at, the most urgent first.");
        flags.MapPost("/{id:guid}/dismiss", DismissAsync).WithIdempotency().WithSummary("There is nothing to it, and why.");
        flags.MapPost("/{id:guid}/confirm", ConfirmAsync).WithIdempotency().WithSummary("There is something to it, and what is done about it.");
    }

    private static async Task<Results<Ok<FlagPage>, ProblemHttpResult>> ListAsync(
        FlagStore flags, Problems problems, IStringLocalizer<SupervisionTexts> texts, HttpContext http, string? state, string? annotator, int? limit, string? after)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!Enum.TryParse<FlagState>(state ?? nameof(FlagState.Open), ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return problems.Invalid("state", state!);
        if (!TryId(annotator, out var annotatorId)) return problems.Invalid("annotator", annotator!);
        if (!TryId(after, out var before)) return problems.InvalidAfter();
        var size = Math.Clamp(limit ?? DefaultLimit, 1, MaximumLimit);
        // One more than is shown tells whether there is a next page.
        var found = await flags.ListAsync(wanted, annotatorId, before, size + 1, http.RequestAborted);
        var next = found.Count > size ? found[size - 1].Id.ToString("D") : null;
        return TypedResults.Ok(new FlagPage([.. found.Take(size).Select(f => FlagBody.Of(f, texts["Flag.ByRule"]))], next, await flags.OpenCountAsync(annotatorId, http.RequestAborted)));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> DismissAsync(
        Guid id, FlagNoteBody body, CurrentUser caller, FlagStore flags, Problems problems, IStringLocalizer<SupervisionTexts> texts, TimeProvider time) =>
        DecideAsync(id, FlagState.Dismissed, body, caller, flags, problems, texts, time.GetUtcNow());

    private static Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(
        Guid id, FlagNoteBody body, CurrentUser caller, FlagStore flags, Problems problems, IStringLocalizer<SupervisionTexts> texts, TimeProvider time) =>
        DecideAsync(id, FlagState.Confirmed, body, caller, flags, problems, texts, time.GetUtcNow());

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        Guid id, FlagState state, FlagNoteBody body, CurrentUser caller, FlagStore flags, Problems problems, IStringLocalizer<SupervisionTexts> texts, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(body.Note) || body.Note.Length > MaximumNoteLength) return problems.Invalid("note", texts["Flag.NeedsNote", MaximumNoteLength]);
        return await flags.DecideAsync(id, state, caller.Id, body.Note.Trim(), now) switch
        {
            FlagDecisionOutcome.Decided => TypedResults.NoContent(),
            FlagDecisionOutcome.NotFound => problems.NotFound(),
            FlagDecisionOutcome.DecidedBefore => problems.Problem(StatusCodes.Status409Conflict, "flag-decided", texts["Flag.DecidedBefore"]),
        };
    }

    private static bool TryId(string? text, out Guid? id)
    {
        id = Guid.TryParseExact(text, "D", out var parsed) ? parsed : null;
        return text is null || id is not null;
    }
}
