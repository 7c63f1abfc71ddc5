using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Datasets;

public static class DatasetsSetup
{
    public static void AddDatasets(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DatasetsOptions>().BindConfiguration(DatasetsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReleaseStore>();
        services.AddSingleton<ReleaseLeases>();
        services.AddSingleton<FinishedFaceReader>();
        services.AddSingleton<ReleaseAudits>();
        services.AddSingleton<RecentQuality>();
        services.AddSingleton<ReleaseFiles>();
        services.AddSingleton<ReleaseBuilder>();
        services.AddSingleton<ReleaseSignal>();
        services.AddHostedService<ReleaseLoop>();
        services.AddSingleton<IVerification, ReleaseVerification>();
    }

    public static void MapDatasets(this WebApplication app) => ReleaseEndpoints.Map(app.MapGroup("/api/v1/projects/{id:guid}/releases"));
}
