namespace AnnotationHub.Web.Hosting;

public static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        // Time is read here, at the edge, and handed on as an argument.
        builder.Services.AddSingleton(TimeProvider.System);
    }

    public static void UseHosting(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }

    public static void MapHosting(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
