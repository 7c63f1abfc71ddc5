using AnnotationHub.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AnnotationHub.Web.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does what it needs.</summary>
internal static class HealthEndpoints
{
    private const string ReadyTag = "ready";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [ReadyTag], timeout: TimeSpan.FromSeconds(5));

    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) }).AllowAnonymous();
    }

    private sealed class DatabaseCheck(Database database) : IHealthCheck
    {
        private const string AskSql = "SELECT COUNT(*) FROM schema_migration";

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await database.ScalarAsync<long>(AskSql, cancellation: cancellationToken) > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
