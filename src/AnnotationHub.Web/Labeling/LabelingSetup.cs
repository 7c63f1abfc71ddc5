using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AnnotationHub.Web.Labeling;

public static class LabelingSetup
{
    public const string HubPath = "/hub/labeling";

    public static void AddLabeling(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = builder.Configuration.GetSection(LabelingOptions.Section).Get<LabelingOptions>() ?? new LabelingOptions();
        services.AddOptions<LabelingOptions>().BindConfiguration(LabelingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallBudgets>();
        services.AddSingleton<LabelingFilter>();
        services.AddSingleton<TaskOffers>();
        services.AddSingleton<DraftWriter>();
        services.AddSingleton<LabelingNews>();
        services.AddHostedService<LeaseSweepLoop>();
        services.AddOptions<HubOptions<LabelingHub>>().Configure<OpenConnections>((hub, open) => hub.AddFilter(open.For(UserRoles.Annotator)));
        services.AddSignalR()
            .AddHubOptions<LabelingHub>(hub =>
            {
                hub.AddFilter<LabelingFilter>();
                hub.MaximumReceiveMessageSize = options.MaximumMessageBytes;
            })
            .AddJsonProtocol(json => LabelingJson.Configure(json.PayloadSerializerOptions));
        // Of two protocols of one name the later is used; what goes to several connections is still written once.
        services.AddSingleton<IHubProtocol, CallerProtocol>();
        services.Configure<HubOptions>(hub => hub.SupportedProtocols = [.. (hub.SupportedProtocols ?? []).Distinct()]);
        services.AddSingleton<IUserIdProvider, SubjectAsUserId>();
        // SignalR logs every refusal with its stack as an error. Whatever really fails in a call, the filter logs itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
    }

    public static void MapLabeling(this WebApplication app) =>
        app.MapHub<LabelingHub>(HubPath, hub => hub.CloseOnAuthenticationExpiration = true).RequireAuthorization(Policies.Annotator);

    /// <summary>Messages to an annotator go by the id in the subject claim.</summary>
    private sealed class SubjectAsUserId : IUserIdProvider
    {
        public string? GetUserId(HubConnectionContext connection) => connection.User.FindFirst(UserClaims.Subject)?.Value;
    }
}
