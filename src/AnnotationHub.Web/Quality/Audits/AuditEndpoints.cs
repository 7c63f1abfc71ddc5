using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Projects;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality.Audits;

/// <summary>A project's audits over HTTP: what it wants, what they found, more of them.</summary>
internal static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/projects/{id:guid}/audit").RequireAuthorization(Policies.ProjectReader).WithTags("Audits");
        audit.MapGet("", GetAsync).WithSummary("What the project's audits found, with the interval of what goes out defective.");
        audit.MapPut("", PutAsync).RequireAuthorization(Policies.Client).WithSummary("How many are audited, what counts as a defect, and what a release may carry.");
        audit.MapPost("/draws", DrawAsync).WithIdempotency().WithSummary("Puts more accepted faces before the supervisors.");
    }

    private static async Task<Results<Ok<AuditResponse>, ProblemHttpResult>> GetAsync(
        Guid id, CurrentUser caller, ProjectAccess access, AuditStandings standings, Problems problems, CancellationToken cancellation)
    {
        if (await access.FindReadableAsync(id, caller, cancellation) is null) return problems.NotFound();
        return await standings.FindAsync(id, cancellation) is { } standing ? TypedResults.Ok(AuditResponse.Of(standing)) : problems.NotFound();
    }

    private static async Task<Results<Ok<AuditResponse>, ProblemHttpResult>> PutAsync(
        Guid id, AuditWishBody body, CurrentUser caller, ProjectAccess access, AuditPlanStore plans, AuditStandings standings, Problems problems,
        IStringLocalizer<QualityTexts> texts, CancellationToken cancellation)
    {
        if (await access.FindOwnAsync(id, caller, cancellation) is null) return problems.NotFound();
        if (body.Wish(out var wrong) is not { } wish) return problems.Invalid(wrong!, texts[$"Audit.Invalid.{wrong}"]);
        await plans.SetAsync(id, wish, cancellation);
        return TypedResults.Ok(AuditResponse.Of((await standings.FindAsync(id, cancellation))!));
    }

    private static async Task<Results<Ok<AuditDrawn>, ProblemHttpResult>> DrawAsync(
        Guid id, AuditDrawBody body, CurrentUser caller, ProjectAccess access, AuditDraws draws, Problems problems,
        IStringLocalizer<QualityTexts> texts, TimeProvider clock, CancellationToken cancellation)
    {
        if (await access.FindReadableAsync(id, caller, cancellation) is null) return problems.NotFound();
        if (body.Count is not (>= 1 and <= AuditDraws.MostFaces and var count)) return problems.Invalid("count", texts["Audit.Invalid.count", AuditDraws.MostFaces]);
        return TypedResults.Ok(new AuditDrawn(await draws.DrawAsync(id, count, caller.Id, clock.GetUtcNow(), cancellation)));
    }
}
