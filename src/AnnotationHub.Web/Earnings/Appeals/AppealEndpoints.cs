using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Appeals;

/// <summary>Contesting a rejection, and answering that.</summary>
internal static class AppealEndpoints
{
    /// <summary>In characters: a page of text is enough to say what was seen.</summary>
    public const int MaximumReasonLength = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/me/appeals", FileAsync).RequireAuthorization(Policies.Annotator).WithTags("Earnings").WithIdempotency()
            .WithSummary("Contests a rejection; another person answers within 72 hours, or it is upheld.");
        var supervision = api.MapGroup("/appeals").RequireAuthorization(Policies.Supervisor).WithTags("Supervision");
        supervision.MapGet("", OpenAsync).WithSummary("Appeals that wait for an answer, the most urgent first.");
        supervision.MapPost("/{id}", DecideAsync).WithSummary("Answers an appeal; not by the person who rejected.");
    }

    private static async Task<Results<Created<AppealBody>, ProblemHttpResult>> FileAsync(
        FileAppealBody body, CurrentUser caller, AppealStore appeals, Database database, Problems problems,
        IStringLocalizer<EarningsTexts> texts, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(body.TraceCode)) return problems.Invalid("traceCode", texts["Appeal.NeedsFace"]);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaximumReasonLength) return problems.Invalid("reason", texts["Appeal.NeedsReason"]);
        var now = time.GetUtcNow();
        var outcome = await database.WriteAsync(s => appeals.FileAsync(s, caller.Id, body.TraceCode.Trim(), body.Reason.Trim(), now));
        return outcome switch
        {
            FileAppealOutcome.Filed => TypedResults.Created((string?)null, new AppealBody(body.TraceCode.Trim(), AppealState.Open, now + AppealRules.AnswerWithin)),
            FileAppealOutcome.NotFound => problems.NotFound(),
            FileAppealOutcome.NotRejected => problems.Problem(StatusCodes.Status409Conflict, "appeal-not-rejected", texts["Appeal.NotRejected"]),
            FileAppealOutcome.TooLate => problems.Problem(StatusCodes.Status409Conflict, "appeal-too-late", texts["Appeal.TooLate"]),
            FileAppealOutcome.AlreadyFiled => problems.Problem(StatusCodes.Status409Conflict, "appeal-already-filed", texts["Appeal.AlreadyFiled"]),
        };
    }

    private static async Task<Ok<OpenAppealPage>> OpenAsync(CurrentUser caller, OpenAppeals appeals, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new OpenAppealPage(await appeals.FindAsync(caller.Id, http.RequestAborted), null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        string id, DecideAppealBody body, CurrentUser caller, AppealStore appeals, EarningsNews news, Database database, Problems problems,
        IStringLocalizer<EarningsTexts> texts, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(body.Answer) || body.Answer.Length > MaximumReasonLength) return problems.Invalid("answer", texts["Appeal.NeedsAnswer"]);
        if (!Guid.TryParseExact(id, "D", out var appeal)) return problems.NotFound();
        var now = time.GetUtcNow();
        var outcome = await database.WriteAsync(s => appeals.DecideAsync(s, appeal, body.Uphold, caller.Id, body.Answer.Trim(), now));
        if (outcome == DecideAppealOutcome.Decided) await news.TellOfAppealAsync(appeal, now);
        return outcome switch
        {
            DecideAppealOutcome.Decided => TypedResults.NoContent(),
            DecideAppealOutcome.NotFound => problems.NotFound(),
            DecideAppealOutcome.NotOpen => problems.Problem(StatusCodes.Status409Conflict, "appeal-not-open", texts["Appeal.NotOpen"]),
            DecideAppealOutcome.SamePerson => problems.Problem(StatusCodes.Status409Conflict, "appeal-same-person", texts["Appeal.SamePerson"]),
        };
    }
}

/// <summary>Body of <c>POST /api/v1/me/appeals</c>.</summary>
public sealed record FileAppealBody(string TraceCode, string Reason);

/// <param name="DueAt">Unanswered by then, it is upheld.</param>
public sealed record AppealBody(string TraceCode, AppealState State, DateTimeOffset DueAt);

/// <summary>Body of <c>POST /api/v1/appeals/{id}</c>.</summary>
public sealed record DecideAppealBody(bool Uphold, string Answer);

public sealed record OpenAppealPage(IReadOnlyList<OpenAppeal> Items, string? Next);
