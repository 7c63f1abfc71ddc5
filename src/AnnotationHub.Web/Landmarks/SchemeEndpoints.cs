using System.Collections.Concurrent;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AnnotationHub.Web.Landmarks;

/// <summary>The landmark schemes, in the caller's language; they never change under one key, so that a browser asks only whether it still has them.</summary>
internal static class SchemeEndpoints
{
    private const string ListKey = "";
    // In the place of a language: numbers have none.
    private const string ShapeKey = "shape";
    private static readonly ConcurrentDictionary<(string Key, string Culture), ServedJson> Cache = new();

    public static void Map(RouteGroupBuilder schemes)
    {
        schemes.WithTags("Landmark schemes").RequireAuthorization(Policies.SignedIn);
        schemes.MapGet("", List).WithSummary("All landmark schemes.").Produces<SchemePage>();
        schemes.MapGet("{key}", Get).WithSummary("One landmark scheme.").Produces<SchemeResponse>();
        schemes.MapGet("{key}/shape", Shape).WithSummary("How faces of one landmark scheme differ from its mean shape.").Produces<ShapeModelResponse>();
    }

    private static FileContentHttpResult List(HttpContext context, IOptions<HttpJsonOptions> json) =>
        Cache.GetOrAdd((ListKey, Cultures.Current), key => ServedJson.Of(json.Value.SerializerOptions, SchemePage.Of(ShippedSchemes.All, key.Culture))).Answer(context);

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(string key, HttpContext context, Problems problems, IOptions<HttpJsonOptions> json)
    {
        if (ShippedSchemes.Find(key) is not { } scheme) return problems.NotFound();
        return Cache.GetOrAdd((key, Cultures.Current), k => ServedJson.Of(json.Value.SerializerOptions, SchemeResponse.Of(scheme, k.Culture))).Answer(context);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Shape(string key, HttpContext context, Problems problems, IOptions<HttpJsonOptions> json)
    {
        if (ShapeModelFile.Shipped(key) is not { } model) return problems.NotFound();
        return Cache.GetOrAdd((key, ShapeKey), k => ServedJson.Of(json.Value.SerializerOptions, ShapeModelResponse.Of(k.Key, model))).Answer(context);
    }
}
