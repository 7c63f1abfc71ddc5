using AnnotationHub.Web.Hosting.Metrics;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Tasks.Claims;

namespace AnnotationHub.Web.Tasks;

public static class TasksSetup
{
    /// <summary>For demonstrations and tests: leases and waits are shortened.</summary>
    public const string AccelerateKey = "Demo:Accelerate";

    public static void AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HandOutOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                if (configuration.GetValue<bool>(AccelerateKey)) options.Accelerate();
            })
            .BindConfiguration(HandOutOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<GoldOptions>().BindConfiguration(GoldOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AssignmentStore>();
        builder.Services.AddSingleton<LeaseSweep>();
        builder.Services.AddSingleton<IMetricSource, TaskMetrics>();
        builder.Services.AddSingleton<IVerification, PartialPriceVerification>();
    }

    public static void MapTasks(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
