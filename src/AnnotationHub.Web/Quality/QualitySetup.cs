namespace AnnotationHub.Web.Quality;

public static class QualitySetup
{
    public static void AddQuality(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapQuality(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
