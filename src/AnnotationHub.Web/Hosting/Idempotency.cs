using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using AnnotationHub.Web.Accounts;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Makes a write safe to send again: with the header <c>Idempotency-Key</c> the same request of the same account is answered
/// as it was the first time. Only successes are remembered; after a refusal the key is free again.
/// </summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    /// <summary>On an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaximumKeyLength = 200;
    private static readonly TimeSpan WaitForTwin = TimeSpan.FromSeconds(15);
    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>For routes that create something from a small JSON body.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new Idempotent()));
        return builder;
    }

    internal static void UseIdempotency(this WebApplication app) => app.Use(async (context, next) =>
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<Idempotent>() is null || CurrentUser.Find(context.User) is not { } user)
        {
            await next(context);
            return;
        }

        if (key.Length > MaximumKeyLength || key.AsSpan().ContainsAnyExcept(Visible)) await RefuseAsync(context, StatusCodes.Status400BadRequest, "idempotency-key-invalid");
        else await AnswerOnceAsync(context, next, user.Id, key);
    });

    private static async Task AnswerOnceAsync(HttpContext context, RequestDelegate next, Guid userId, string key)
    {
        var store = context.RequestServices.GetRequiredService<IdempotencyStore>();
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var requestHash = await HashAsync(context.Request);
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var (outcome, record) = await store.BeginAsync(userId, key, requestHash, clock.GetUtcNow());
            switch (outcome)
            {
                case IdempotencyOutcome.Fresh:
                    await RunAsync(context, next, store, userId, key);
                    return;
                case IdempotencyOutcome.Replay:
                    await ReplayAsync(context, record!);
                    return;
                case IdempotencyOutcome.KeyReused:
                    await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused");
                    return;
                case IdempotencyOutcome.InProgress when patience.Elapsed > WaitForTwin:
                    context.Response.Headers.RetryAfter = "5";
                    await RefuseAsync(context, StatusCodes.Status409Conflict, "idempotency-in-progress");
                    return;
                default:
                    await Task.Delay(100, context.RequestAborted);
                    break;
            }
        }
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, IdempotencyStore store, Guid userId, string key)
    {
        var wire = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        catch
        {
            await store.ReleaseAsync(userId, key);
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }

        var body = Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        if (context.Response.StatusCode is >= 200 and < 300)
            await store.FinishAsync(userId, key, context.Response.StatusCode, context.Response.Headers.Location, body);
        else
            await store.ReleaseAsync(userId, key);
        kept.Position = 0;
        await kept.CopyToAsync(wire, context.RequestAborted);
    }

    private static async Task ReplayAsync(HttpContext context, IdempotencyRecord record)
    {
        context.Response.StatusCode = record.StatusCode;
        context.Response.Headers[ReplayedHeader] = "true";
        if (record.Location is not null) context.Response.Headers.Location = record.Location;
        if (record.Body.Length == 0) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(record.Body, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string name)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer<ProblemTexts>>();
        return TypedResults.Problem(statusCode: status, type: Problems.Type(name), title: texts[name]).ExecuteAsync(context);
    }

    /// <summary>Method, address and body: the same key for another of them is a mistake of the caller's.</summary>
    private static async Task<byte[]> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;) hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private sealed record Idempotent;
}
