using AnnotationHub.Storage;
using AnnotationHub.Web.Images.Intake;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AnnotationHub.Web.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does what it needs.</summary>
internal static class HealthEndpoints
{
    private const string ReadyTag = "ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", tags: [ReadyTag], timeout: Patience)
        .AddCheck<SpoolCheck>("spool", tags: [ReadyTag], timeout: Patience);

    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) }).AllowAnonymous();
    }

    /// <summary>It answers, and has every migration that this program needs. One that a newer node added meanwhile does no harm.</summary>
    private sealed class DatabaseCheck(Database database) : IHealthCheck
    {
        private const string AppliedSql = "SELECT COUNT(*) FROM schema_migration";
        private readonly int needed = Migrator.Scripts(database.Dialect.MigrationInfix).Count;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var applied = await database.ScalarAsync<long>(AppliedSql, cancellation: cancellationToken);
            return applied >= needed ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{applied} of {needed} migrations are applied.");
        }
    }

    /// <summary>This machine's disk takes what arrives: without it no upload and no release comes about.</summary>
    private sealed class SpoolCheck(SpoolFolder spool) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var probe = new FileStream(
                Path.Combine(spool.Path, $"probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
            await probe.WriteAsync(new byte[1], cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
