using System.Security.Claims;

namespace AnnotationHub.Web.Accounts;

/// <summary>
/// The caller. A handler takes it as a parameter; pages and hubs ask <see cref="Of"/>. It says what the sign-in found at the
/// start of this request: who it is and in which roles.
/// </summary>
public sealed record CurrentUser(Guid Id, string UserName, IReadOnlyList<string> Roles)
{
    public bool IsAnnotator => Roles.Contains(UserRoles.Annotator);

    public bool IsSupervisor => Roles.Contains(UserRoles.Supervisor);

    public bool IsClient => Roles.Contains(UserRoles.Client);

    public bool IsAdmin => Roles.Contains(UserRoles.Admin);

    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static CurrentUser Of(ClaimsPrincipal principal) =>
        Find(principal) ?? throw new InvalidOperationException("Nobody is signed in; the route must require a policy.");

    /// <summary>Null where nobody is signed in.</summary>
    public static CurrentUser? Find(ClaimsPrincipal? principal) =>
        Guid.TryParseExact(principal?.FindFirstValue(UserClaims.Subject), "D", out var id)
            ? new CurrentUser(id, principal!.FindFirstValue(UserClaims.Name) ?? "", [.. principal!.FindAll(UserClaims.Role).Select(c => c.Value)])
            : null;

    /// <summary>Called by minimal APIs for a handler's parameter of this type.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(Find(context.User));
}
