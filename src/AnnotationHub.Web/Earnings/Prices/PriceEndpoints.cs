using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Projects;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Prices;

/// <summary>What a price comes to by the hour, before anybody works for it; and an administrator's signature under one that is too low.</summary>
internal static class PriceEndpoints
{
    private const int MaximumReasonLength = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var projects = api.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("/price-preview", PreviewAsync).RequireAuthorization(Policies.Client)
            .WithSummary("What a price per face comes to by the hour at the usual time of the scheme, against the wage floor.");
        projects.MapPost("/{id:guid}/price-signature", SignAsync).RequireAuthorization(Policies.Admin).WithTrail(TrailActions.PriceSigned)
            .WithSummary("An administrator answers for a price below the wage floor, so that the project may open.");
    }

    private static async Task<Results<Ok<PricePreviewBody>, ProblemHttpResult>> PreviewAsync(
        string? scheme, string? amount, string? currency, PriceDesk prices, Problems problems, IStringLocalizer<EarningsTexts> texts, HttpContext http)
    {
        if (ShippedSchemes.Find(scheme ?? "") is not { } known) return problems.Invalid("scheme", texts["Price.NeedsScheme"]);
        if (Money.TryParse(amount, currency ?? "CNY") is not { TenThousandths: > 0 } price) return problems.Invalid("amount", texts["Price.NeedsAmount"]);
        return TypedResults.Ok(PricePreviewBody.Of(await prices.PreviewAsync(known, price, http.RequestAborted)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignAsync(
        Guid id, SignPriceBody body, CurrentUser caller, ProjectAccess access, ProjectOpening opening, PriceDesk prices, Problems problems,
        IStringLocalizer<EarningsTexts> texts, TimeProvider time)
    {
        if (await access.FindOwnAsync(id, caller) is not { } project || await opening.PreviewAsync(project) is not { } preview) return problems.NotFound();
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaximumReasonLength) return problems.Invalid("reason", texts["Price.NeedsReason"]);
        await prices.SignAsync(id, preview, body.Reason.Trim(), caller.Id, time.GetUtcNow());
        return TypedResults.NoContent();
    }
}

/// <summary>Body of <c>POST /api/v1/projects/{id}/price-signature</c>.</summary>
public sealed record SignPriceBody(string? Reason);

/// <summary>Answer of <c>GET /api/v1/projects/price-preview</c>.</summary>
/// <param name="UsualSeconds">Active time per face.</param>
/// <param name="MeasuredFaces">From how many accepted faces that is measured; 0 for an estimate.</param>
/// <param name="HourlyFloor">Null where there is none in the price's currency.</param>
/// <param name="NeedsSignature">The project opens only once an administrator has signed for its price.</param>
public sealed record PricePreviewBody(
    MoneyBody Price, double UsualSeconds, int MeasuredFaces, MoneyBody? HourlyRate, MoneyBody? HourlyFloor, bool BelowFloor, bool NeedsSignature, MoneyBody? LeastPrice)
{
    public static PricePreviewBody Of(PricePreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new(
            MoneyBody.Of(preview.Price), preview.Usual.PerFace.TotalSeconds, preview.Usual.Faces,
            preview.Hourly is { } hourly ? MoneyBody.Of(hourly) : null, preview.Floor is { } floor ? MoneyBody.Of(floor) : null,
            preview.IsBelowFloor, preview.NeedsSignature, preview.LeastPrice is { } least ? MoneyBody.Of(least) : null);
    }
}
