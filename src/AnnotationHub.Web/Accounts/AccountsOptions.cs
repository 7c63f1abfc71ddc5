namespace AnnotationHub.Web.Accounts;

/// <summary>Configuration section <c>Accounts</c>.</summary>
public sealed record AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>The least that is allowed outside Development.</summary>
    public const int LeastPasswordIterations = 220_000;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512 per password.</summary>
    public int PasswordIterations { get; init; } = LeastPasswordIterations;

    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public int WrongPasswordsUntilLocked { get; init; } = 5;

    public int LockedMinutes { get; init; } = 5;

    /// <summary>How long a bearer token lives.</summary>
    public int TokenHours { get; init; } = 24;

    /// <summary>How long a link to set a password stays good.</summary>
    public int PasswordLinkHours { get; init; } = 72;

    internal static bool IsSound(AccountsOptions options, bool isDevelopment) =>
        options.PasswordIterations >= (isDevelopment ? 1 : LeastPasswordIterations)
        && options.WrongPasswordsUntilLocked >= 1
        && options.LockedMinutes >= 1
        && options.TokenHours >= 1
        && options.PasswordLinkHours >= 1;
}
