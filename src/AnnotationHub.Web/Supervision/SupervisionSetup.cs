namespace AnnotationHub.Web.Supervision;

public static class SupervisionSetup
{
    public static void AddSupervision(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapSupervision(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
