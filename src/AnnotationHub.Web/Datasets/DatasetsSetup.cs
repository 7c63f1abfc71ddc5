namespace AnnotationHub.Web.Datasets;

public static class DatasetsSetup
{
    public static void AddDatasets(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapDatasets(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
