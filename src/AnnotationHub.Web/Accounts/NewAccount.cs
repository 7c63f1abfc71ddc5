namespace AnnotationHub.Web.Accounts;

/// <summary>What an administrator says of a new account.</summary>
/// <param name="UserName">For signing in; never changed later.</param>
/// <param name="DisplayName">Shown to people; empty for the user name.</param>
/// <param name="Roles">At least one of <see cref="UserRoles.All"/>.</param>
/// <param name="County">Where the person lives, for the programme's report; like the two after it, empty where unknown.</param>
/// <param name="Township">Below the county.</param>
/// <param name="Village">Below the township.</param>
public sealed record NewAccount(string UserName, string DisplayName, IReadOnlyList<string> Roles, string County = "", string Township = "", string Village = "")
{
    internal const int MaximumText = 100;

    internal CreateAccountOutcome Check()
    {
        if (UserName.Length is < 2 or > 50 || !UserName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return CreateAccountOutcome.UserNameUnfit;
        if (!AreRoles(Roles)) return CreateAccountOutcome.RolesUnfit;
        return new[] { DisplayName, County, Township, Village }.Any(t => t.Length > MaximumText) ? CreateAccountOutcome.TooLong : CreateAccountOutcome.Created;
    }

    internal static bool AreRoles(IReadOnlyList<string> roles) => roles.Count > 0 && roles.All(UserRoles.All.Contains) && roles.Distinct().Count() == roles.Count;
}
