using StackExchange.Redis;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Where several nodes serve one database, what a hub tells a person must reach the node on which that person is connected. Redis
/// carries only these hints: without it everything is still saved and paid, and pages look again by themselves. The keys of cookies
/// need no Redis, they are in the database (<see cref="KeyStore"/>).
/// </summary>
public static class BackplaneSetup
{
    /// <summary>Names a Redis server as StackExchange.Redis does; one node alone needs none.</summary>
    public const string Key = "Redis:ConnectionString";

    public static void AddBackplane(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Key] is not { Length: > 0 } connectionString) return;
        builder.Services.AddSignalR().AddStackExchangeRedis(connectionString, options =>
        {
            // Another program on the same Redis must not hear us, nor we it.
            options.Configuration.ChannelPrefix = RedisChannel.Literal("annotationhub");
            // A node starts, and keeps serving, while Redis is away.
            options.Configuration.AbortOnConnectFail = false;
            // Nobody waits for a hint: while Redis is away it is dropped at once. Only a connection that begins meanwhile is
            // refused, by SignalR itself; pages keep what they have and try again until it is back.
            options.Configuration.BacklogPolicy = BacklogPolicy.FailFast;
        });
    }
}
