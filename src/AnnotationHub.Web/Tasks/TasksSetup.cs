using AnnotationHub.Web.Hosting.Metrics;

namespace AnnotationHub.Web.Tasks;

public static class TasksSetup
{
    public static void AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HandOutOptions>().BindConfiguration(HandOutOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AssignmentStore>();
        builder.Services.AddSingleton<LeaseSweep>();
        builder.Services.AddSingleton<IMetricSource, TaskMetrics>();
    }

    public static void MapTasks(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
