using System.Security.Claims;

namespace AnnotationHub.Web.Accounts;

/// <summary>The claims of a signed-in account, the same for the cookie and for the bearer token.</summary>
public static class UserClaims
{
    /// <summary>The account's id, as a Guid in "D" format.</summary>
    public const string Subject = "sub";

    /// <summary>The user name.</summary>
    public const string Name = "name";

    public const string Role = "role";

    /// <summary>The name shown to people.</summary>
    public const string DisplayName = "display_name";

    /// <summary>The language that the account remembers: <c>zh-CN</c> or <c>en</c>; absent where it never chose.</summary>
    public const string Culture = "culture";

    /// <summary>Changes with the password and on "sign out everywhere"; a cookie with an older one is refused.</summary>
    public const string SecurityStamp = "stamp";

    internal static ClaimsPrincipal Principal(SignedInUser user, string scheme)
    {
        List<Claim> claims =
        [
            new(Subject, user.Id.ToString("D")),
            new(Name, user.UserName),
            new(DisplayName, user.DisplayName),
            new(SecurityStamp, user.SecurityStamp),
            .. user.Roles.Select(role => new Claim(Role, role)),
        ];
        if (user.Culture is { } culture) claims.Add(new Claim(Culture, culture));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Name, Role));
    }
}
