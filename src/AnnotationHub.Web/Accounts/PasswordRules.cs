namespace AnnotationHub.Web.Accounts;

/// <summary>What a new password can lack.</summary>
public enum PasswordFault
{
    TooShort,

    /// <summary>Too few different characters, such as <c>aaaaaaaaaa</c>.</summary>
    TooPlain,
}

/// <summary>Length is what protects; rules about kinds of characters only make people write passwords down.</summary>
public static class PasswordRules
{
    public const int LeastLength = 10;
    public const int LeastDifferent = 4;

    /// <summary>Null where the password will do.</summary>
    public static PasswordFault? FaultOf(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length < LeastLength) return PasswordFault.TooShort;
        return password.Distinct().Count() < LeastDifferent ? PasswordFault.TooPlain : null;
    }
}
