namespace AnnotationHub.Web.Labeling;

public static class LabelingSetup
{
    public static void AddLabeling(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapLabeling(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
