using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Prices;

namespace AnnotationHub.Web.Earnings.Work;

/// <summary>What a program may show an annotator before it claims.</summary>
internal static class WorkEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/me/work", async (CurrentUser caller, OpenWork work, CancellationToken cancellation) =>
        {
            var offer = await work.FindAsync(caller.Id, cancellation);
            return new WorkBody([.. offer.Projects.Select(p => new WorkProjectBody(p.Id, p.Name, p.Scheme.Key, p.Faces, PricePreviewBody.Of(p.Preview)))], offer.Repairs);
        }).RequireAuthorization(Policies.Annotator).WithTags("Earnings").WithSummary("Open projects with price, usual time and what that comes to by the hour, before claiming.");
}

/// <param name="Repairs">Faces that came back and wait for the caller.</param>
public sealed record WorkBody(IReadOnlyList<WorkProjectBody> Projects, int Repairs);

/// <param name="Faces">Unfinished ones, about.</param>
public sealed record WorkProjectBody(Guid ProjectId, string Name, string Scheme, int Faces, PricePreviewBody Price);
