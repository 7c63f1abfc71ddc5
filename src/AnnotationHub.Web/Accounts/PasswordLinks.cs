namespace AnnotationHub.Web.Accounts;

/// <summary>Where a link to set a password leads.</summary>
public static class PasswordLinks
{
    public static string Path(string token) => $"/password/{token}";
}
