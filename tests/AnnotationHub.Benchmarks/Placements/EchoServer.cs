using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>
/// The least that a SignalR server can do with a placement: read it, answer that it was read, keep nothing. Same host, same
/// protocol, same messages, same runtime settings as the program.
/// </summary>
internal static class EchoServer
{
    /// <summary>The word with which this program becomes the server.</summary>
    public const string Word = "echo-server";

    public const string HubPath = "/hub/labeling";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSignalR()
            .AddHubOptions<EchoHub>(hub => hub.MaximumReceiveMessageSize = new LabelingOptions().MaximumMessageBytes)
            .AddJsonProtocol(json => LabelingJson.Configure(json.PayloadSerializerOptions));
        var app = builder.Build();
        app.MapHub<EchoHub>(HubPath);
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
        return 0;
    }
}

/// <summary>Public because SignalR asks for it.</summary>
public sealed class EchoHub : Hub
{
    public Task<PlaceAcknowledgement> Place(PlaceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(new PlaceAcknowledgement(request.AssignmentId, request.FirstSequence + (request.Placements?.Length ?? 0) - 1));
    }
}
