namespace AnnotationHub.Web.Images;

public static class ImagesSetup
{
    public static void AddImages(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapImages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
