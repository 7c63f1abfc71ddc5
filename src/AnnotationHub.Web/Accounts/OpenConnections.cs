using System.Collections.Concurrent;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Accounts;

/// <summary>
/// Hub connections of this node, each with the right that opened it. A request is looked at when it comes; a connection may last for a shift. So its
/// right is looked up again every few seconds: an account that was disabled, a token that was revoked or has run out, a role that was taken away, a
/// password that was changed end it.
/// </summary>
public sealed class OpenConnections(SignedInUserStore users, TimeProvider time, ILogger<OpenConnections> log) : Rounds(Interval, TimeProvider.System, log)
{
    /// <summary>With the second until the next look it is within five.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, OpenConnection> open = new(StringComparer.Ordinal);

    /// <summary>For a hub that is open to these roles.</summary>
    public IHubFilter For(params string[] roles) => new Filter(open, time, roles);

    /// <summary>Answers how many were ended.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = 0;
        foreach (var connection in open.Values.Where(c => now - c.SeenAt >= LookAgainAfter))
        {
            connection.SeenAt = now;
            if (await StandsAsync(connection, now, cancellation)) continue;
            connection.Context.Abort();
            ended++;
        }

        return ended;
    }

    private async Task<bool> StandsAsync(OpenConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        var user = connection.Token is { } token ? await users.FindByTokenAsync(token, now, cancellation) : await users.FindAsync(connection.UserId, cancellation);
        if (user is null || !user.Roles.Intersect(connection.Roles).Any()) return false;
        return connection.Token is not null || connection.Stamp == user.SecurityStamp;
    }

    // It comes round by the real clock, and looks by the program's.
    protected override Task RoundAsync(DateTimeOffset now, CancellationToken cancellation) => RunAsync(time.GetUtcNow(), cancellation);

    private sealed class OpenConnection(HubCallerContext context, Guid userId, string[] roles, DateTimeOffset seenAt)
    {
        public HubCallerContext Context => context;

        public Guid UserId => userId;

        public string[] Roles => roles;

        /// <summary>Null where a cookie opened it.</summary>
        public string? Token { get; } = context.GetHttpContext() is { } http ? BearerTokenHandler.TokenOf(http.Request) : null;

        public string? Stamp { get; } = context.User?.FindFirst(UserClaims.SecurityStamp)?.Value;

        public DateTimeOffset SeenAt { get; set; } = seenAt;
    }

    private sealed class Filter(ConcurrentDictionary<string, OpenConnection> open, TimeProvider time, string[] roles) : IHubFilter
    {
        public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
        {
            if (CurrentUser.Find(context.Context.User) is { } user)
                open[context.Context.ConnectionId] = new OpenConnection(context.Context, user.Id, roles, time.GetUtcNow());
            return next(context);
        }

        public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
        {
            open.TryRemove(context.Context.ConnectionId, out _);
            return next(context, exception);
        }
    }
}
