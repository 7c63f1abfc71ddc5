using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Supervision;

/// <summary>What the hub calls in a supervisor's browser.</summary>
public interface ISupervisionClient
{
    Task FloorChanged(Floor floor);
}

/// <summary>The floor, live. Answers nothing that the HTTP API does not; it only says it sooner.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class SupervisionHub(FloorStore floor, FloorWatch watch, TimeProvider time) : Hub<ISupervisionClient>
{
    public const string Path = "/hub/supervision";

    /// <summary>Everybody who watches the floor.</summary>
    public static string FloorGroup => "floor";

    public override async Task OnConnectedAsync()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, FloorGroup);
        watch.Arrived();
        await Clients.Caller.FloorChanged(await floor.FindAsync(time.GetUtcNow(), Context.ConnectionAborted));
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.Left();
        return base.OnDisconnectedAsync(exception);
    }
}
