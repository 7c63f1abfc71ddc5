namespace AnnotationHub.Web.Accounts;

/// <summary>What became of a new account.</summary>
public enum CreateAccountOutcome
{
    Created,

    /// <summary>Letters, digits, <c>.</c>, <c>-</c> and <c>_</c> only, 2 to 50 of them.</summary>
    UserNameUnfit,

    NameTaken,

    /// <summary>No role, or one that does not exist.</summary>
    RolesUnfit,

    /// <summary>The name or the place has more than 100 characters.</summary>
    TooLong,

    /// <summary>The programme's county has no such township: a typing error would be a township of its own in the report.</summary>
    TownshipUnknown,
}

/// <summary>What became of a change to an account.</summary>
public enum ChangeAccountOutcome
{
    /// <summary>It is as it was asked to be; also where it was so already.</summary>
    Changed,

    NotFound,

    /// <summary>No role, or one that does not exist.</summary>
    RolesUnfit,

    /// <summary>Nobody could administer the site any more.</summary>
    LastAdministrator,

    /// <summary>The place has more than 100 characters.</summary>
    TooLong,

    /// <summary>The programme's county has no such township.</summary>
    TownshipUnknown,
}
