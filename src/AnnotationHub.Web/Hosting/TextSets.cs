using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace AnnotationHub.Web.Hosting;

/// <summary>Serves the texts of the resource files to the browser's scripts: <c>/texts/{culture}/{Set}.json</c>.</summary>
public static class TextSets
{
    private static readonly ConcurrentDictionary<(string Culture, string Set), Served?> Cache = new();

    /// <summary>Every class that marks a set of texts, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Sets { get; } = typeof(TextSets).Assembly.GetTypes()
        .Where(t => t.IsClass && t.Name.EndsWith("Texts", StringComparison.Ordinal) && t.Name != "Texts")
        .ToDictionary(t => t.Name);

    /// <summary>One set in one language, without falling back on the other.</summary>
    public static IReadOnlyDictionary<string, string> Read(Type set, string culture)
    {
        var info = culture == Cultures.Chinese ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture);
        var resources = new ResourceManager(set).GetResourceSet(info, createIfNotExists: true, tryParents: false);
        return resources is null
            ? new Dictionary<string, string>()
            : resources.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
    }

    internal static void Map(WebApplication app) =>
        app.MapGet("/texts/{culture}/{set}.json", Get).AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Get(string culture, string set, HttpContext context)
    {
        if (!Cultures.Supported.Contains(culture) || !Sets.ContainsKey(set)) return TypedResults.NotFound();
        if (Cache.GetOrAdd((culture, set), static key => Serve(key.Culture, key.Set)) is not { } served) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "public, no-cache";
        // The same for everybody, so that compressing it over https betrays nothing.
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression) compression.Mode = HttpsCompressionMode.Compress;
        return TypedResults.Bytes(served.Json, "application/json; charset=utf-8", entityTag: served.Tag);
    }

    private static Served? Serve(string culture, string set)
    {
        if (!Sets.TryGetValue(set, out var type)) return null;
        var json = JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(Read(type, culture).ToDictionary(), StringComparer.Ordinal), Readable);
        return new Served(json, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..32]}\""));
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Served(byte[] Json, EntityTagHeaderValue Tag);
}
