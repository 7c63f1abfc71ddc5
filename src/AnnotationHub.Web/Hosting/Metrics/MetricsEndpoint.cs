using System.Net;
using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary><c>/metrics</c>: Prometheus text, for an administrator's token, and for a scraper on the machine itself.</summary>
internal static class MetricsEndpoint
{
    private const string Policy = "Metrics";

    public static void AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<IMetricSource>(provider => provider.GetRequiredService<RequestMetrics>());
        services.AddSingleton<IMetricSource, ProcessMetrics>();
        services.AddSingleton<IMetricSource, WriteMetrics>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAssertion(context =>
            context.User.IsInRole(UserRoles.Admin) || (context.Resource is HttpContext http && IsOfThisMachine(http))));
    }

    public static void Map(WebApplication app)
    {
        // Counting begins with the host, not with the first scrape.
        app.Services.GetRequiredService<RequestMetrics>();
        app.MapGet("/metrics", GetAsync).RequireAuthorization(Policy).ExcludeFromDescription();
    }

    // Behind a proxy on this machine everybody comes from loopback: what was forwarded does not count as local.
    private static bool IsOfThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static async Task<IResult> GetAsync(IEnumerable<IMetricSource> sources, HttpContext http)
    {
        var text = new PrometheusText();
        foreach (var source in sources) await source.WriteAsync(text, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(text.ToString(), PrometheusText.ContentType);
    }
}
