namespace AnnotationHub.Web.Accounts;

public static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapAccounts(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
