namespace AnnotationHub.Web.Projects;

public static class ProjectsSetup
{
    public static void AddProjects(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapProjects(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
