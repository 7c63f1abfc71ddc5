using Microsoft.AspNetCore.Http.HttpResults;

namespace AnnotationHub.Web.Accounts;

/// <summary>The caller about itself.</summary>
internal static class MeEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/me", GetAsync).RequireAuthorization(Policies.SignedIn).WithSummary("The caller: account, roles, language, certificates.");

    private static async Task<Results<Ok<MeResponse>, NotFound>> GetAsync(CurrentUser caller, SignedInUserStore users, CertificationStore certifications, HttpContext http)
    {
        var user = await users.FindAsync(caller.Id, http.RequestAborted);
        if (user is null) return TypedResults.NotFound();
        var certified = await certifications.ListAsync(caller.Id, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new MeResponse(user.Id, user.UserName, user.DisplayName, user.Roles, user.Culture, certified));
    }
}

/// <param name="Certifications">Keys of the landmark schemes for which an annotator may do paid work.</param>
/// <param name="Culture">The language the account remembers, or null.</param>
public sealed record MeResponse(
    Guid Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    string? Culture,
    IReadOnlyList<string> Certifications);
