using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Supervision.Appeals;
using AnnotationHub.Web.Supervision.Hands;
using AnnotationHub.Web.Supervision.Lines;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Supervision;

public static class SupervisionSetup
{
    public static void AddSupervision(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSignalR().AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions));
        services.AddSingleton<LineFilter>();
        // Not AddHubOptions: its second call for a hub would put back the defaults over what the hub's own room has set.
        services.Configure<HubOptions<LabelingHub>>(hub => hub.AddFilter<LineFilter>());
        services.AddOptions<HubOptions<SupervisionHub>>().Configure<OpenConnections>((hub, open) => hub.AddFilter(open.For(UserRoles.Supervisor, UserRoles.Admin)));
        services.AddSingleton<ReviewQueueStore>();
        services.AddSingleton<ReviewFaceStore>();
        services.AddSingleton<SkillStore>();
        services.AddSingleton<AppealEvidenceStore>();
        services.AddSingleton<HandStore>();
        services.AddSingleton<HandHistoryStore>();
        services.AddSingleton<FloorStore>();
        services.AddSingleton<FloorWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<FloorWatch>());
    }

    public static void MapSupervision(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        SupervisionEndpoints.Map(api);
        AdjudicationEndpoint.Map(api);
        KnownFaceEndpoint.Map(api);
        app.MapHub<SupervisionHub>(SupervisionHub.Path);
    }
}
