namespace AnnotationHub.Web.Tasks;

public static class TasksSetup
{
    public static void AddTasks(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapTasks(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
