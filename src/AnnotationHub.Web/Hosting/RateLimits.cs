using System.Globalization;
using System.Threading.RateLimiting;
using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.RateLimiting;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Limits by account where there is one: thirty people in a training room share one address. Configuration section
/// <c>RateLimits</c>.
/// </summary>
public sealed record RateLimits
{
    public const string Section = "RateLimits";

    /// <summary>Policy for signing in, by address; a single account is guarded by its lock-out.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Policy for uploads, by account.</summary>
    public const string Upload = "upload";

    public int SignInsPerMinutePerAddress { get; init; } = 300;

    public int UploadsPerMinutePerUser { get; init; } = 120;

    internal static void Configure(RateLimiterOptions options, RateLimits limits)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(SignIn, context => PerMinute(AddressOf(context), limits.SignInsPerMinutePerAddress));
        options.AddPolicy(Upload, context => PerMinute(CurrentUser.Find(context.User)?.Id.ToString() ?? AddressOf(context), limits.UploadsPerMinutePerUser));
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";

    private static RateLimitPartition<string> PerMinute(string key, int permits) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = permits,
        TokensPerPeriod = Math.Max(1, permits / 6),
        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
        AutoReplenishment = true,
    });
}
