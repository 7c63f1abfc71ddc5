namespace AnnotationHub.Web.Accounts;

/// <summary>The four roles, as they are stored, claimed and written on the wire.</summary>
public static class UserRoles
{
    public const string Annotator = "annotator";
    public const string Supervisor = "supervisor";
    public const string Client = "client";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Annotator, Supervisor, Client, Admin];
}
