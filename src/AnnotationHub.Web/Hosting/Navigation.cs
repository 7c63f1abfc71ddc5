using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Web.Hosting;

/// <summary>A link of the page head.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="TextKey">Its name, in the layout's texts.</param>
/// <param name="Roles">Who sees it.</param>
public sealed record NavigationEntry(string Path, string TextKey, params string[] Roles);

/// <summary>What each role finds in the page head, and where it lands after signing in.</summary>
public static class Navigation
{
    private static readonly NavigationEntry[] Entries =
    [
        new("/work", "Nav.Work", UserRoles.Annotator),
        new("/workbench", "Nav.Workbench", UserRoles.Annotator),
        new("/earnings", "Nav.Earnings", UserRoles.Annotator),
        new("/skill", "Nav.Skill", UserRoles.Annotator),
        new("/supervision", "Nav.Supervision", UserRoles.Supervisor, UserRoles.Admin),
        new("/projects", "Nav.Projects", UserRoles.Client, UserRoles.Supervisor, UserRoles.Admin),
        new("/admin/users", "Nav.Users", UserRoles.Admin),
        new("/programme", "Nav.Programme", UserRoles.Supervisor, UserRoles.Admin),
        new("/admin/payouts", "Nav.Payouts", UserRoles.Admin),
    ];

    public static IEnumerable<NavigationEntry> For(CurrentUser? user) =>
        user is null ? [] : Entries.Where(entry => entry.Roles.Any(user.Roles.Contains));

    public static bool IsCurrent(NavigationEntry entry, string? path) =>
        path is not null && new PathString(path).StartsWithSegments(entry.Path);

    /// <summary>Where this person's work is.</summary>
    public static string LandingPath(CurrentUser user) => user switch
    {
        { IsAdmin: true } => "/admin/users",
        { IsSupervisor: true } => "/supervision",
        { IsClient: true } => "/projects",
        _ => "/workbench",
    };
}
