namespace AnnotationHub.Web.Accounts;

/// <summary>An account as ASP.NET Core Identity's user manager works on it: one row of <c>app_user</c> and its roles.</summary>
public sealed class AppUser
{
    public Guid Id { get; set; }

    public string UserName { get; set; } = "";

    public string NormalizedUserName { get; set; } = "";

    /// <summary>The name shown to people; the user name where none was given.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What exports and clients see instead of the person; says nothing about who it is.</summary>
    public string Pseudonym { get; set; } = "";

    /// <summary>Null until the person has set a password through a link.</summary>
    public string? PasswordHash { get; set; }

    public string SecurityStamp { get; set; } = "";

    public string ConcurrencyStamp { get; set; } = "";

    public DateTimeOffset? LockoutEnd { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    public string? Culture { get; set; }

    public string? County { get; set; }

    public string? Township { get; set; }

    public string? Village { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<string> Roles { get; } = [];

    /// <summary>A new account with fresh id, pseudonym and stamps; it has no password yet.</summary>
    public static AppUser Create(string userName, string displayName, IEnumerable<string> roles, DateTimeOffset now)
    {
        var user = new AppUser
        {
            Id = Guid.CreateVersion7(now),
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            DisplayName = displayName,
            Pseudonym = Secrets.Pseudonym(),
            SecurityStamp = Secrets.Stamp(),
            ConcurrencyStamp = Secrets.Stamp(),
            CreatedAt = now,
        };
        user.Roles.AddRange(roles);
        return user;
    }
}
