using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AnnotationHub.Web.Landmarks;

/// <summary>The landmark schemes, in the caller's language; they never change under one key, so that a browser asks only whether it still has them.</summary>
internal static class SchemeEndpoints
{
    private const string ListKey = "";
    // In the place of a language: numbers have none.
    private const string ShapeKey = "shape";
    private static readonly ConcurrentDictionary<(string Key, string Culture), Served> Cache = new();

    public static void Map(RouteGroupBuilder schemes)
    {
        schemes.WithTags("Landmark schemes").RequireAuthorization(Policies.SignedIn);
        schemes.MapGet("", List).WithSummary("All landmark schemes.").Produces<SchemePage>();
        schemes.MapGet("{key}", Get).WithSummary("One landmark scheme.").Produces<SchemeResponse>();
        schemes.MapGet("{key}/shape", Shape).WithSummary("How faces of one landmark scheme differ from its mean shape.").Produces<ShapeModelResponse>();
    }

    private static FileContentHttpResult List(HttpContext context, IOptions<HttpJsonOptions> json) =>
        Answer(context, Cache.GetOrAdd((ListKey, Cultures.Current), key => Serve(json.Value, SchemePage.Of(ShippedSchemes.All, key.Culture))));

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(string key, HttpContext context, Problems problems, IOptions<HttpJsonOptions> json)
    {
        if (ShippedSchemes.Find(key) is not { } scheme) return problems.NotFound();
        return Answer(context, Cache.GetOrAdd((key, Cultures.Current), k => Serve(json.Value, SchemeResponse.Of(scheme, k.Culture))));
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Shape(string key, HttpContext context, Problems problems, IOptions<HttpJsonOptions> json)
    {
        if (ShapeModelFile.Shipped(key) is not { } model) return problems.NotFound();
        return Answer(context, Cache.GetOrAdd((key, ShapeKey), k => Serve(json.Value, ShapeModelResponse.Of(k.Key, model))));
    }

    private static FileContentHttpResult Answer(HttpContext context, Served served)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        // Public knowledge: compressing it over https betrays nothing.
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression) compression.Mode = HttpsCompressionMode.Compress;
        return TypedResults.Bytes(served.Json, "application/json; charset=utf-8", entityTag: served.Tag);
    }

    private static Served Serve<TResponse>(HttpJsonOptions json, TResponse response)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(response, json.SerializerOptions);
        return new Served(bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    private sealed record Served(byte[] Json, EntityTagHeaderValue Tag);
}
