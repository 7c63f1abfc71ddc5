namespace AnnotationHub.Web.Accounts;

/// <summary>What every request needs of the account behind it.</summary>
public sealed record SignedInUser(
    Guid Id,
    string UserName,
    string DisplayName,
    string SecurityStamp,
    string? Culture,
    IReadOnlyList<string> Roles);
