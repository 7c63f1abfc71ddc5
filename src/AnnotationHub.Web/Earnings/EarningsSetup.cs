namespace AnnotationHub.Web.Earnings;

public static class EarningsSetup
{
    public static void AddEarnings(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapEarnings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
