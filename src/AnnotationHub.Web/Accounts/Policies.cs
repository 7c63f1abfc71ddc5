using Microsoft.AspNetCore.Authorization;

namespace AnnotationHub.Web.Accounts;

/// <summary>
/// Who may come in, by role. What somebody may see of it (only the own projects, only the own work) is the handler's
/// question, and its answer to the others is 404.
/// </summary>
public static class Policies
{
    /// <summary>Any account that is signed in.</summary>
    public const string SignedIn = "SignedIn";

    public const string Annotator = "Annotator";

    /// <summary>A supervisor or an administrator.</summary>
    public const string Supervisor = "Supervisor";

    /// <summary>A client or an administrator: creating projects, uploading, releasing.</summary>
    public const string Client = "Client";

    public const string Admin = "Admin";

    /// <summary>A client, a supervisor or an administrator: looking at projects.</summary>
    public const string ProjectReader = "ProjectReader";

    internal static void Configure(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(Annotator, p => p.RequireRole(UserRoles.Annotator));
        options.AddPolicy(Supervisor, p => p.RequireRole(UserRoles.Supervisor, UserRoles.Admin));
        options.AddPolicy(Client, p => p.RequireRole(UserRoles.Client, UserRoles.Admin));
        options.AddPolicy(Admin, p => p.RequireRole(UserRoles.Admin));
        options.AddPolicy(ProjectReader, p => p.RequireRole(UserRoles.Client, UserRoles.Supervisor, UserRoles.Admin));

        // A route that says nothing about itself is for nobody who has not signed in.
        options.FallbackPolicy = options.GetPolicy(SignedIn);
    }
}
